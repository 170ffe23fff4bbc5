"""The server of gRPC's negative HTTP/2 interop cases: it does what one case has it do to a client.

    http2_server.py CASE [CERTIFICATE KEY]

Prints `listening on ipv4:127.0.0.1:PORT`, and serves until its standard input ends. Then it exits
with 0 if clients did what the case expects of them; otherwise the reason is on standard error.
"""

import collections
import socket
import ssl
import sys
import threading

sys.dont_write_bytecode = True

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.errors import ErrorCodes
from h2.events import (
    ConnectionTerminated, DataReceived, PingAckReceived, RemoteSettingsChanged, RequestReceived,
    SettingsAcknowledged, StreamEnded, StreamReset, WindowUpdated)
from h2.settings import SettingCodes
from hyperframe.frame import GoAwayFrame
from protos import messages

HEADERS = [(":status", "200"), ("content-type", "application/grpc+proto")]
TRAILERS = [("grpc-status", "0")]
LIMIT = 30


class Refused(Exception):
    """The client did something else than the case expects."""


def expect(what, actual, expected):
    if actual != expected:
        raise Refused(f"{what}: {actual}, but should be {expected}")


class Stream:
    """What a client has sent on one stream, and what it has yet to be sent."""

    def __init__(self):
        self.received = bytearray()
        self.unsent = b""
        self.then = None

    def response(self):
        request = messages.SimpleRequest.FromString(bytes(self.received[5:]))
        body = messages.SimpleResponse(
            payload=messages.Payload(body=bytes(request.response_size))).SerializeToString()
        return b"\0" + len(body).to_bytes(4, "big") + body


class Connection:
    """One connection: answers as the case has it, and notes what the client does."""

    # How many bytes of a message go in one frame, with how much padding; None: as many as can.
    chunk = None
    padding = None

    def __init__(self, sock, number):
        self.sock = sock
        self.number = number
        self.http2 = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self.streams = collections.OrderedDict()
        self.answered = 0
        self.most_streams = 0
        self.is_greeted = False

    # What cases change.

    def settings(self):
        return {}

    def answer(self, number, stream):
        self.http2.send_headers(number, HEADERS)
        self.send(number, stream.response(), self.finish)

    def finish(self, number):
        self.http2.send_headers(number, TRAILERS, end_stream=True)
        self.done(number)

    def check(self):
        """After the end of the connection."""
        if self.streams:
            raise Refused(f"the streams {list(self.streams)} were left open")

    # The machinery.

    def run(self):
        self.http2.initiate_connection()
        self.http2.update_settings(self.settings())
        self.flush()
        while data := self.receive():
            for event in self.http2.receive_data(data):
                self.handle(event)
            self.flush()
        self.check()

    def receive(self):
        try:
            return self.sock.recv(65536)
        except ConnectionResetError:
            # A client may be gone when the answer to its last PING comes: that is its end, too.
            return b""

    def flush(self):
        if data := self.http2.data_to_send():
            self.sock.sendall(data)

    def handle(self, event):
        if isinstance(event, RequestReceived):
            self.streams[event.stream_id] = Stream()
            if self.is_greeted:
                self.most_streams = max(self.most_streams, len(self.streams))
        elif isinstance(event, SettingsAcknowledged):
            self.is_greeted = True
        elif isinstance(event, DataReceived):
            if event.stream_id in self.streams:
                self.streams[event.stream_id].received += event.data
            self.http2.acknowledge_received_data(
                event.flow_controlled_length, event.stream_id)
        elif isinstance(event, StreamEnded):
            self.answer(event.stream_id, self.streams[event.stream_id])
        elif isinstance(event, (WindowUpdated, RemoteSettingsChanged)):
            self.send_more()
        elif isinstance(event, PingAckReceived):
            self.ping_acknowledged(event.ping_data)
        elif isinstance(event, StreamReset):
            raise Refused(f"the client reset stream {event.stream_id} with {event.error_code}")
        elif isinstance(event, ConnectionTerminated) and event.error_code != ErrorCodes.NO_ERROR:
            raise Refused(f"the client ended the connection with {event.error_code}")

    def ping_acknowledged(self, data):
        raise Refused("the client acknowledged a ping that was not sent")

    def send(self, number, data, then):
        """Sends data as windows allow, and then does the next thing."""
        stream = self.streams[number]
        stream.unsent, stream.then = data, then
        self.send_more()

    def send_more(self):
        for number, stream in list(self.streams.items()):
            if stream.then is None:
                continue
            while stream.unsent:
                room = min(
                    self.http2.local_flow_control_window(number),
                    self.http2.max_outbound_frame_size)
                if self.padding is not None:
                    room -= self.padding + 1
                count = min(self.chunk or room, len(stream.unsent))
                if room < count or count == 0:
                    break
                self.http2.send_data(number, stream.unsent[:count], pad_length=self.padding)
                stream.unsent = stream.unsent[count:]
            if not stream.unsent:
                then, stream.then = stream.then, None
                then(number)

    def done(self, number):
        del self.streams[number]
        self.answered += 1


class GoAway(Connection):
    """Says that it ends as soon as the first request is there, which it answers all the same."""

    def answer(self, number, stream):
        expect("the requests before on this connection", self.answered, 0)
        if self.number == 0:
            self.flush()
            self.sock.sendall(GoAwayFrame(0, last_stream_id=number).serialize())
        super().answer(number, stream)


class Reset(Connection):
    """Resets the stream, without an error, when a part of the message is sent."""

    part = 0

    def answer(self, number, stream):
        self.http2.send_headers(number, HEADERS)
        response = stream.response()
        self.send(number, response[:int(len(response) * self.part)], self.reset)

    def reset(self, number):
        self.http2.reset_stream(number, ErrorCodes.NO_ERROR)
        self.done(number)


class ResetHalfway(Reset):
    part = 0.5


class ResetAtTheEnd(Reset):
    part = 1


class Ping(Connection):
    """Pings before and after headers, and before and after data."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.sent = 0
        self.outstanding = set()

    def ping(self):
        data = self.sent.to_bytes(8, "big")
        self.http2.ping(data)
        self.outstanding.add(data)
        self.sent += 1

    def ping_acknowledged(self, data):
        self.outstanding.remove(data)

    def answer(self, number, stream):
        self.ping()
        self.http2.send_headers(number, HEADERS)
        self.ping()
        self.ping()
        self.send(number, stream.response(), self.finish)

    def finish(self, number):
        self.ping()
        super().finish(number)

    def check(self):
        super().check()
        expect("the pings that were sent", self.sent, 4)
        expect("the pings that were not acknowledged", self.outstanding, set())


class MaxStreams(Connection):
    """Lets one stream be open at a time."""

    def settings(self):
        return {SettingCodes.MAX_CONCURRENT_STREAMS: 1}

    def check(self):
        super().check()
        expect("the calls", self.answered, 11)
        expect("the most streams at once", self.most_streams, 1)


class SmallFrames(Connection):
    """Sends the message five bytes at a time."""

    chunk = 5


class PaddedFrames(SmallFrames):
    """With as much padding as there can be, all of which counts against the windows."""

    padding = 255


# The case, and the number of connections that a client makes.
CASES = {
    "goaway": (GoAway, 2),
    "rst_after_header": (Reset, 1),
    "rst_during_data": (ResetHalfway, 1),
    "rst_after_data": (ResetAtTheEnd, 1),
    "ping": (Ping, 1),
    "max_streams": (MaxStreams, 1),
    "data_frame_padding": (PaddedFrames, 1),
    "no_df_padding_sanity_test": (SmallFrames, 1),
}


class Server:
    def __init__(self, case, certificate):
        self.kind, self.expected = CASES[case]
        self.certificate = certificate
        self.threads = []
        self.problems = []
        self.answered = 0

    def listen(self):
        listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.accept, args=[listener], daemon=True).start()
        print(f"listening on ipv4:127.0.0.1:{listener.getsockname()[1]}", flush=True)

    def accept(self, listener):
        while True:
            sock, _ = listener.accept()
            thread = threading.Thread(
                target=self.serve, args=[sock, len(self.threads)], daemon=True)
            self.threads.append(thread)
            thread.start()

    def serve(self, sock, number):
        try:
            sock.settimeout(LIMIT)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self.certificate:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(*self.certificate)
                context.set_alpn_protocols(["h2"])
                sock = context.wrap_socket(sock, server_side=True)
            connection = self.kind(sock, number)
            connection.run()
            self.answered += connection.answered
        except Exception as error:
            self.problems.append(f"connection {number}: {error!r}")
        finally:
            sock.close()

    def verdict(self):
        for thread in self.threads:
            thread.join(LIMIT)
        if len(self.threads) != self.expected:
            self.problems.append(
                f"{len(self.threads)} connections were made, but should be {self.expected}")
        if self.answered == 0 and not self.problems:
            self.problems.append("no call was made")
        return "\n".join(self.problems)


def main():
    case, *certificate = sys.argv[1:]
    server = Server(case, certificate)
    server.listen()
    sys.stdin.read()
    if problems := server.verdict():
        raise SystemExit(problems)


main()
