"""grpcio's retries, on either side of ours (gRFC A6).

    retries.py server         fails each call twice, and asks for the next attempt soon
    retries.py client PORT    makes a call that it makes again when it fails

A server prints `listening on ipv4:127.0.0.1:PORT`, and serves until its standard input ends. It
answers with a `bench.EchoReply` whose text is the number of attempts that the client says it made.
"""

import json
import sys
from concurrent import futures

import grpc

LIMIT = 30


class Flaky(grpc.GenericRpcHandler):
    attempts = 0

    def service(self, details):
        def answer(request, context):
            self.attempts += 1
            if self.attempts <= 2:
                context.set_trailing_metadata([("grpc-retry-pushback-ms", "1")])
                context.abort(grpc.StatusCode.UNAVAILABLE, "not yet")
            previous = dict(context.invocation_metadata()).get("grpc-previous-rpc-attempts", "")
            return b"\x0a" + bytes([len(previous)]) + previous.encode()

        return grpc.unary_unary_rpc_method_handler(answer)


def server():
    running = grpc.server(futures.ThreadPoolExecutor(max_workers=4), handlers=[Flaky()])
    port = running.add_insecure_port("127.0.0.1:0")
    running.start()
    print(f"listening on ipv4:127.0.0.1:{port}", flush=True)
    sys.stdin.read()
    running.stop(grace=0).wait()


def client(port):
    # Only the server can bring about another attempt within the time of the call.
    config = {"methodConfig": [{"name": [{}], "retryPolicy": {
        "maxAttempts": 3, "initialBackoff": "3600s", "maxBackoff": "3600s",
        "backoffMultiplier": 1, "retryableStatusCodes": ["UNAVAILABLE"]}}]}
    options = [("grpc.service_config", json.dumps(config))]
    with grpc.insecure_channel(f"127.0.0.1:{port}", options) as channel:
        answer = channel.unary_unary("/bench.Echo/Unary")(b"", timeout=LIMIT)
    assert answer == b"\x0a\x012", answer


{"client": client, "server": server}[sys.argv[1]](*sys.argv[2:])
