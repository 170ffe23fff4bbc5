"""Servers of hedged calls (gRFC A6).

    hedging.py grpcio    grpcio's server: it answers the third attempt, the others never
    hedging.py frames    a server of frames: it begins to answer the third attempt, and goes on once
                         the client has reset the others, as it should
    hedging.py pushback  grpcio's server: it fails the first attempt and wants no other for an hour

Each prints `listening on ipv4:127.0.0.1:PORT`, and serves until its standard input ends. What is
answered is a `bench.EchoReply` whose text is the number of attempts that the client says it made.
Any other method than Unary is answered by grpcio's server with a `bench.Summary` once two attempts
have been cancelled, which is what it counts.
"""

import socket
import sys
import threading
from concurrent import futures

import grpc
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import DataReceived, RequestReceived, StreamReset

LIMIT = 30
PREVIOUS = "grpc-previous-rpc-attempts"


def reply(text):
    return b"\x0a" + bytes([len(text)]) + text.encode()


class Hedged(grpc.GenericRpcHandler):
    """Answers the attempt that says it is the third, once it has seen the others."""

    def __init__(self):
        self.begun = 0
        self.cancelled = 0
        self.changed = threading.Condition()

    def service(self, details):
        if details.method.endswith("/Unary"):
            return grpc.unary_unary_rpc_method_handler(self.attempt)
        return grpc.stream_unary_rpc_method_handler(self.count)

    def attempt(self, request, context):
        previous = dict(context.invocation_metadata()).get(PREVIOUS, "")
        if previous == "2":
            self.wait_for("begun")
            return reply(previous)
        ended = threading.Event()
        assert context.add_callback(ended.set), "the attempt was cancelled before the third"
        self.note("begun")
        assert ended.wait(LIMIT), "the attempt was not cancelled"
        self.note("cancelled")
        return b""

    def count(self, requests, context):
        self.wait_for("cancelled")
        return b"\x08\x02"

    def note(self, what):
        with self.changed:
            setattr(self, what, getattr(self, what) + 1)
            self.changed.notify_all()

    def wait_for(self, what):
        with self.changed:
            assert self.changed.wait_for(lambda: getattr(self, what) == 2, LIMIT), what


class Reluctant(grpc.GenericRpcHandler):
    """Fails, and wants no other attempt so soon."""

    def service(self, details):
        def answer(request, context):
            context.set_trailing_metadata([("grpc-retry-pushback-ms", "3600000")])
            context.abort(grpc.StatusCode.UNAVAILABLE, "not within the hour")

        return grpc.unary_unary_rpc_method_handler(answer)


def serve(handler):
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8), handlers=[handler])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(f"listening on ipv4:127.0.0.1:{port}", flush=True)
    sys.stdin.read()
    server.stop(grace=0).wait()


def serve_frames():
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"listening on ipv4:127.0.0.1:{listener.getsockname()[1]}", flush=True)
    client, _ = listener.accept()
    http2 = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
    http2.initiate_connection()
    attempts, reset, third = {}, set(), None
    client.sendall(http2.data_to_send())
    while data := client.recv(1 << 16):
        for event in http2.receive_data(data):
            if isinstance(event, RequestReceived):
                previous = dict(event.headers).get(PREVIOUS, "")
                attempts[event.stream_id] = previous
                if previous == "2":
                    third = event.stream_id
                    http2.send_headers(
                        third, [(":status", "200"), ("content-type", "application/grpc")])
            elif isinstance(event, DataReceived):
                http2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
            elif isinstance(event, StreamReset):
                assert third is not None, "a stream was reset before one was answered"
                assert event.stream_id != third, "the stream was reset that is being answered"
                assert event.error_code == ErrorCodes.CANCEL, event.error_code
                reset.add(event.stream_id)
                if len(reset) == 2:
                    message = reply("2")
                    http2.send_data(third, b"\0" + len(message).to_bytes(4, "big") + message)
                    http2.send_headers(third, [("grpc-status", "0")], end_stream=True)
        client.sendall(http2.data_to_send())
    assert sorted(attempts.values()) == ["", "1", "2"], attempts
    assert reset == set(attempts) - {third}, reset


{
    "grpcio": lambda: serve(Hedged()), "pushback": lambda: serve(Reluctant()),
    "frames": serve_frames,
}[sys.argv[1]]()
