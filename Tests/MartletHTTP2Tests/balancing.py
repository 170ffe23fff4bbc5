"""grpcio's load balancing, on either side of ours.

    balancing.py server NAME           answers every call with its name
    balancing.py client ADDRESS...     has calls go around servers, each of which must get as many

A server prints `listening on ipv4:127.0.0.1:PORT`, and serves until its standard input ends. It
answers with a `bench.EchoReply` whose text is the name.
"""

import collections
import json
import sys
from concurrent import futures

import grpc

LIMIT = 30


class Namer(grpc.GenericRpcHandler):
    def __init__(self, name):
        self.reply = b"\x0a" + bytes([len(name)]) + name.encode()

    def service(self, details):
        return grpc.unary_unary_rpc_method_handler(lambda request, context: self.reply)


def server(name):
    running = grpc.server(futures.ThreadPoolExecutor(max_workers=4), handlers=[Namer(name)])
    port = running.add_insecure_port("127.0.0.1:0")
    running.start()
    print(f"listening on ipv4:127.0.0.1:{port}", flush=True)
    sys.stdin.read()
    running.stop(grace=0).wait()


def client(*addresses):
    # The same JSON as ours is made of: the first policy that is known counts.
    config = {"loadBalancingConfig": [{"not_there_yet": {}}, {"round_robin": {}}]}
    options = [("grpc.service_config", json.dumps(config))]
    target = "ipv4:" + ",".join(addresses)
    with grpc.insecure_channel(target, options) as channel:
        call = channel.unary_unary("/bench.Echo/Unary")

        def names(count):
            return collections.Counter(
                call(b"", timeout=LIMIT, wait_for_ready=True) for _ in range(count))

        while len(names(4 * len(addresses))) < len(addresses):
            pass
        found = names(10 * len(addresses))
        assert set(found.values()) == {10}, found


{"client": client, "server": server}[sys.argv[1]](*sys.argv[2:])
