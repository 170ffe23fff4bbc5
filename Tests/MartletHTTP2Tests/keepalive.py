"""grpcio's keepalive, on either side of ours; pings of the client are counted on their way.

    keepalive.py client PORT borne     must have a call outlive its pings
    keepalive.py client PORT refused   must lose a call for its pings
    keepalive.py server borne          answers a call once the client has sent ten pings
    keepalive.py server refused        ends connections whose client sends several pings

A server prints `listening on ipv4:127.0.0.1:PORT`, and serves until its standard input ends.
"""

import socket
import sys
import threading
from concurrent import futures

import grpc

LIMIT = 30
PREFACE = 24
# In seconds: grpcio sends no more than one ping in one, whatever it is told.
INTERVAL = 1


class Counter:
    """Passes connections on to a server, and counts the client's pings."""

    def __init__(self, port):
        self.target = port
        self.pings = 0
        self.changed = threading.Condition()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def wait(self, count):
        """Waits until there have been so many pings."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.pings >= count, LIMIT), self.pings

    def accept(self):
        while True:
            client, _ = self.listener.accept()
            server = socket.create_connection(("127.0.0.1", self.target))
            for ends, look in [((client, server), self.look()), ((server, client), None)]:
                threading.Thread(target=self.copy, args=(*ends, look), daemon=True).start()

    def copy(self, source, target, look):
        try:
            while data := source.recv(1 << 16):
                if look:
                    look(data)
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            # One end is gone, and so is the other.
            source.close()
            target.close()

    def look(self):
        unread, position = b"", PREFACE

        def take(data):
            nonlocal unread, position
            unread += data
            while len(unread) >= position + 9:
                frame = unread[position:position + 9]
                length = int.from_bytes(frame[:3], "big")
                if len(unread) < position + 9 + length:
                    return
                unread, position = unread[position + 9 + length:], 0
                if frame[3] == 6 and not frame[4] & 1:
                    with self.changed:
                        self.pings += 1
                        self.changed.notify_all()

        return take


def open_call(channel):
    """A call that goes on until it is told to end, once it has begun at the server."""
    end = threading.Event()

    def requests():
        yield b""
        end.wait()

    call = channel.stream_stream("/bench.Echo/Bidi")(requests(), timeout=LIMIT)
    next(call)
    return call, end


def client(port, expected):
    counter = Counter(int(port))
    options = [("grpc.keepalive_time_ms", 1000 * INTERVAL), ("grpc.keepalive_timeout_ms", 20_000),
               ("grpc.http2.max_pings_without_data", 0),
               # Its other pings, those that measure the bandwidth, are of no interest.
               ("grpc.http2.bdp_probe", 0)]
    with grpc.insecure_channel(f"127.0.0.1:{counter.port}", options) as channel:
        call, end = open_call(channel)
        if expected == "borne":
            counter.wait(5)
            end.set()
            assert list(call) == [] and call.code() == grpc.StatusCode.OK, call
            return
        try:
            next(call)
            raise AssertionError("the call goes on")
        except grpc.RpcError as error:
            assert error.code() == grpc.StatusCode.UNAVAILABLE, error
            assert "too_many_pings" in error.details(), error
        finally:
            end.set()


class Waiting(grpc.GenericRpcHandler):
    """Answers any call once there have been ten pings."""

    counter = None

    def service(self, details):
        def answer(requests, context):
            next(requests)
            self.counter.wait(10)
            yield b""

        return grpc.stream_stream_rpc_method_handler(answer)


def server(expected):
    bears = [("grpc.http2.min_ping_interval_without_data_ms", 1), ("grpc.http2.max_ping_strikes", 0)]
    handler = Waiting()
    running = grpc.server(
        futures.ThreadPoolExecutor(max_workers=4), handlers=[handler],
        options=bears if expected == "borne" else [])
    handler.counter = Counter(running.add_insecure_port("127.0.0.1:0"))
    running.start()
    print(f"listening on ipv4:127.0.0.1:{handler.counter.port}", flush=True)
    sys.stdin.read()
    running.stop(grace=0).wait()


{"client": client, "server": server}[sys.argv[1]](*sys.argv[2:])
