"""A client's half of an HTTP/2 connection that may say anything at all.

Frames are made and read with hyperframe and hpack, which check nothing that would stop an attack.
"""

import collections
import socket
import ssl

try:
    import hpack
    import hyperframe.frame as h2
except ImportError as error:
    raise SystemExit(f"{error}; install it with: make setup") from error

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SERVICE = "/grpc.testing.TestService/"
# Far more than any answer takes, even on a busy machine.
PATIENCE = 20

NO_ERROR, PROTOCOL_ERROR, FLOW_CONTROL_ERROR, STREAM_CLOSED = 0, 1, 3, 5
FRAME_SIZE_ERROR, REFUSED_STREAM, COMPRESSION_ERROR, ENHANCE_YOUR_CALM = 6, 7, 9, 11
OK, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, UNIMPLEMENTED, INTERNAL = "0", "4", "8", "12", "13"


class Stream:
    """What has come on a stream."""

    def __init__(self):
        self.blocks = []
        self.data = b""
        self.reset = None
        self.ended = False

    @property
    def fields(self):
        return {name: value for block in self.blocks for name, value in block}

    @property
    def http_status(self):
        return self.fields.get(":status")

    @property
    def grpc_status(self):
        return self.fields.get("grpc-status")


def request(method="EmptyCall", **changes):
    """The fields of a good request; `changes` replaces some, or drops those that are None.

    An underscore stands for a hyphen, and one in front for a colon.
    """
    fields = {
        ":method": "POST", ":scheme": "http", ":path": SERVICE + method, ":authority": "test",
        "te": "trailers", "content-type": "application/grpc",
    }
    for name, value in changes.items():
        name = (":" + name[1:] if name.startswith("_") else name).replace("_", "-")
        fields[name] = value
    return [(name, value) for name, value in fields.items() if value is not None]


def message(payload=b"", flag=0, length=None):
    """A message of gRPC's; its length may be a lie."""
    length = len(payload) if length is None else length
    return bytes([flag]) + length.to_bytes(4, "big") + payload


class Connection:
    def __init__(self, port, greets=True, settings=None, secure=None):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        # What is written is to go out as it is written.
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if secure:
            self.socket = secure(self.socket)
        self.encoder = hpack.Encoder()
        self.decoder = hpack.Decoder()
        self.streams = collections.defaultdict(Stream)
        self.windows = collections.Counter()
        self.goaway = None
        self.is_closed = False
        self.pongs = 0
        self.settings_acks = 0
        self.buffer = b""
        if greets:
            self.raw(PREFACE + h2.SettingsFrame(settings=settings or {}).serialize())

    # Saying things. A server that has closed the connection is not an error: attacks go on.

    def raw(self, data):
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
            self.is_closed = True

    def send(self, *frames):
        self.raw(b"".join(frame.serialize() for frame in frames))

    def headers_frame(self, stream, fields, flags=("END_HEADERS",), **more):
        return h2.HeadersFrame(
            stream, data=self.encoder.encode(fields), flags=list(flags), **more)

    def begin(self, stream, fields=None, ends=False):
        """Sends headers, in as many frames as they need."""
        block = self.encoder.encode(request() if fields is None else fields)
        size = 16_384
        pieces = [block[start:start + size] for start in range(0, len(block), size)]
        frames = [h2.HeadersFrame(stream, data=pieces[0], flags=["END_STREAM"] if ends else [])]
        frames += [h2.ContinuationFrame(stream, data=piece) for piece in pieces[1:]]
        frames[-1].flags.add("END_HEADERS")
        self.send(*frames)

    def data(self, stream, data=b"", ends=True):
        self.send(h2.DataFrame(stream, data=data, flags=["END_STREAM"] if ends else []))

    # Hearing things.

    def read_frame(self):
        """Takes in one frame; whether there was one."""
        while len(self.buffer) < 9 or len(self.buffer) < 9 + self._length():
            try:
                more = self.socket.recv(1 << 16)
            except ConnectionResetError:
                more = b""
            except ssl.SSLEOFError:
                raise AssertionError("TLS ended without a word") from None
            except TimeoutError:
                raise AssertionError(f"the server said nothing for {PATIENCE} s") from None
            if not more:
                self.is_closed = True
                return False
            self.buffer += more
        frame, length = h2.Frame.parse_frame_header(memoryview(self.buffer[:9]))
        frame.parse_body(memoryview(self.buffer[9:9 + length]))
        self.buffer = self.buffer[9 + length:]
        self._take(frame)
        return True

    def _length(self):
        return int.from_bytes(self.buffer[:3], "big")

    def _take(self, frame):
        stream = self.streams[frame.stream_id]
        if isinstance(frame, h2.SettingsFrame):
            if "ACK" in frame.flags:
                self.settings_acks += 1
            else:
                self.send(h2.SettingsFrame(flags=["ACK"]))
        elif isinstance(frame, h2.PingFrame):
            if "ACK" in frame.flags:
                self.pongs += 1
            else:
                self.send(h2.PingFrame(opaque_data=frame.opaque_data, flags=["ACK"]))
        elif isinstance(frame, h2.GoAwayFrame):
            self.goaway = frame.error_code
        elif isinstance(frame, h2.WindowUpdateFrame):
            self.windows[frame.stream_id] += frame.window_increment
        elif isinstance(frame, h2.RstStreamFrame):
            stream.reset = frame.error_code
        elif isinstance(frame, h2.HeadersFrame):
            stream.blocks.append(self.decoder.decode(frame.data))
        elif isinstance(frame, h2.DataFrame):
            stream.data += frame.data
        stream.ended |= "END_STREAM" in frame.flags

    def hear(self, until):
        """Takes in frames until something is so, or the connection has ended."""
        while not until() and self.read_frame():
            pass

    def answer(self, stream):
        """What comes on a stream until it is over."""
        heard = self.streams[stream]
        self.hear(lambda: heard.ended or heard.reset is not None)
        return heard

    def end(self):
        """The code of the GOAWAY with which the server ends the connection, which it must do."""
        self.hear(lambda: False)
        return self.goaway

    def ping(self):
        """Returns once the server has taken in what was said before."""
        pongs = self.pongs
        self.send(h2.PingFrame(opaque_data=b"whatever"))
        self.hear(lambda: self.pongs > pongs)
        if self.is_closed:
            raise AssertionError(f"the server closed the connection, GOAWAY {self.goaway}")


def expect(what, actual, *allowed):
    if actual not in allowed:
        raise AssertionError(f"{what} is {actual!r}, but should be {' or '.join(map(repr, allowed))}")


def expect_good_call(connection, stream):
    """Fails unless the server answers a call as it should."""
    connection.begin(stream)
    connection.data(stream, message())
    heard = connection.answer(stream)
    expect("the HTTP status of a good call", heard.http_status, "200")
    expect("the status of a good call", heard.grpc_status, OK)
    expect("the answer of a good call", heard.data, message())
