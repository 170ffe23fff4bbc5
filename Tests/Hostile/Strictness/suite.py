"""What the cases are written in: what a client sends, and how a server may react to it.

A case sends one thing and then waits for the reaction. The first reset or GOAWAY decides: whatever
is an error must be answered by the error that RFC 9113 names, not by another one before it. Each
case is run twice, with a write for each frame, and with one write for all of them: a server must
not depend on how the bytes come.
"""

import collections
import os
import ssl
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from connection import Connection, h2, hpack

CODES = [
    "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT",
    "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR",
]
DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS = range(5)
PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION = range(5, 10)
END_STREAM, END_HEADERS, PADDED, PRIORITIZED, ACK = 0x1, 0x4, 0x8, 0x20, 0x1
HEADER_TABLE_SIZE, ENABLE_PUSH, MAX_STREAMS, WINDOW, MAX_FRAME, MAX_HEADER_LIST = range(1, 7)
LARGEST = 0x7fffffff

Case = collections.namedtuple("Case", "section name send reaction greets")
CASES = []


def case(section, name, reaction, greets=True):
    """Adds a case; the function that follows makes the pieces that are sent."""
    def add(send):
        CASES.append(Case(section, name, send, reaction, greets))
        return send
    return add


# What is sent.

def frame(kind, stream, payload=b"", flags=0):
    """A frame whose parts need not fit together."""
    head = len(payload).to_bytes(3, "big") + bytes([kind, flags])
    return head + stream.to_bytes(4, "big") + payload


def settings(*pairs):
    return frame(SETTINGS, 0, b"".join(
        key.to_bytes(2, "big") + value.to_bytes(4, "big") for key, value in pairs))


def data(stream, payload=b"test", ends=True):
    return frame(DATA, stream, payload, END_STREAM if ends else 0)


def priority(stream, on=0, weight=255, exclusive=False):
    return frame(PRIORITY, stream, dependency(on, weight, exclusive))


def dependency(on=0, weight=255, exclusive=False):
    return (on | exclusive << 31).to_bytes(4, "big") + bytes([weight])


def window(stream, increment):
    return frame(WINDOW_UPDATE, stream, increment.to_bytes(4, "big"))


def reset(stream, code=8):
    return frame(RST_STREAM, stream, code.to_bytes(4, "big"))


def ping(payload=bytes(8), flags=0):
    return frame(PING, 0, payload, flags)


def long_field(number=0):
    """A header that takes much of a frame."""
    return [(f"x-long-{number}", "x" * 4000)]


class Client(Connection):
    """A connection that remembers in which order things came."""

    def __init__(self, port, authority, greets=True):
        self.events = []
        self.scheme = "https" if authority else "http"
        self.max_frame = 16_384
        self.max_streams = None
        super().__init__(port, greets=False, secure=authority and secured(authority))
        if greets:
            self.raw(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + settings((WINDOW, 65_535)))
            self.wait(lambda: self.settings_acks == 1 and "settings" in self.kinds)

    @property
    def kinds(self):
        return [event[0] for event in self.events]

    def wait(self, until):
        """Takes in frames until something is so; fails if the connection ends before."""
        self.hear(until)
        if not until():
            raise AssertionError(f"the connection ended; {self.story()}")

    def wait_for_answer(self, stream=1):
        self.wait(lambda: self.streams[stream].ended)

    def cut(self, frame, first):
        """The frame in two pieces, of which the server has read one before the other comes."""
        yield ping(b"piece by") + frame[:first]
        self.wait(lambda: ("pong", b"piece by") in self.events)
        yield frame[first:]

    def _take(self, frame):
        super()._take(frame)
        if isinstance(frame, h2.SettingsFrame):
            if "ACK" in frame.flags:
                self.events.append(("ack",))
                return
            self.max_frame = frame.settings.get(MAX_FRAME, 16_384)
            self.max_streams = frame.settings.get(MAX_STREAMS)
            self.events.append(("settings",))
        elif isinstance(frame, h2.PingFrame):
            self.events.append(("pong" if "ACK" in frame.flags else "ping", frame.opaque_data))
        elif isinstance(frame, h2.GoAwayFrame):
            self.events.append(("goaway", frame.error_code))
        elif isinstance(frame, h2.RstStreamFrame):
            self.events.append(("reset", frame.error_code, frame.stream_id))
        elif isinstance(frame, h2.HeadersFrame):
            self.events.append(("headers", frame.stream_id))
        elif isinstance(frame, h2.DataFrame):
            self.events.append(("data", len(frame.data), frame.stream_id))

    def story(self):
        return "what came: " + (", ".join(map(describe, self.events)) or "nothing") + (
            ", the end" if self.is_closed else "")

    # Header blocks.

    def fields(self, method="GET", **changes):
        fields = {
            ":method": method, ":scheme": self.scheme, ":path": "/", ":authority": "127.0.0.1",
        }
        for name, value in changes.items():
            fields[name.replace("_", ":", 1)] = value
        return [(name, value) for name, value in fields.items() if value is not None]

    def block(self, fields):
        return self.encoder.encode(fields)

    def headers(self, fields, stream=1, ends=True, whole=True, behind=b"", before=b""):
        flags = (END_STREAM if ends else 0) | (END_HEADERS if whole else 0)
        return frame(HEADERS, stream, before + self.block(fields) + behind, flags)

    def get(self, stream=1, ends=True, **more):
        """A request without a body."""
        return self.headers(self.fields(), stream, ends, **more)

    def post(self, *fields, stream=1, ends=False):
        """A request whose body follows."""
        return self.headers(self.fields("POST") + list(fields), stream, ends)

    def continuation(self, fields, stream=1, whole=True):
        return frame(CONTINUATION, stream, self.block(fields), END_HEADERS if whole else 0)


def secured(authority):
    """Makes TLS of a socket."""
    context = ssl.create_default_context(cafile=authority)
    context.set_alpn_protocols(["h2"])
    return lambda socket: context.wrap_socket(
        socket, server_hostname="localhost", suppress_ragged_eofs=False)


def describe(event):
    kind, *rest = event
    if kind in ("goaway", "reset"):
        code = rest[0]
        rest[0] = CODES[code] if code < len(CODES) else str(code)
    return " ".join(map(str, [kind] + rest))


# How a server may react.

def first_error(client):
    return next((event for event in client.events if event[0] in ("goaway", "reset")), None)


def connection_error(*codes):
    """The connection must end, and with a GOAWAY of one of these codes (§5.4.1)."""
    def check(client):
        client.hear(lambda: False)
        error = first_error(client)
        if not error or error[0] != "goaway" or CODES[error[1]] not in codes:
            raise AssertionError(f"there must be a GOAWAY {' or '.join(codes)}; {client.story()}")
    return check


def stream_error(*codes, stream=1):
    """The stream must be reset with one of these codes (§5.4.2), or all of the connection."""
    def check(client):
        client.hear(lambda: first_error(client))
        error = first_error(client)
        if not error or CODES[error[1]] not in codes or error[0] == "reset" and error[2] != stream:
            raise AssertionError(f"there must be a reset {' or '.join(codes)}; {client.story()}")
    return check


def only_stream_error(code, stream=1):
    """The stream must be reset with this code; the connection goes on."""
    def check(client):
        stream_error(code, stream=stream)(client)
        if first_error(client)[0] != "reset":
            raise AssertionError(f"only the stream should be reset; {client.story()}")
    return check


def answer(stream=1):
    """The request must be answered."""
    def check(client):
        client.hear(lambda: ("headers", stream) in client.events or first_error(client))
        if ("headers", stream) not in client.events:
            raise AssertionError(f"there must be an answer; {client.story()}")
    return check


def pong(payload=bytes(8)):
    """The connection must go on: a PING is answered, by its own payload."""
    def check(client):
        client.hear(lambda: "pong" in client.kinds or first_error(client))
        if first_error(client) or ("pong", payload) not in client.events:
            raise AssertionError(f"there must be an answer to the PING; {client.story()}")
    return check


def acknowledged(count=2):
    """All settings, counting the first ones, must be acknowledged."""
    def check(client):
        client.hear(lambda: client.settings_acks >= count or first_error(client))
        if client.settings_acks < count:
            raise AssertionError(f"the settings must be acknowledged; {client.story()}")
    return check


def last_data(length, stream=1):
    """The DATA frame that comes next must have this length."""
    def check(client):
        client.hear(lambda: "data" in client.kinds or first_error(client))
        if ("data", length, stream) not in client.events:
            raise AssertionError(f"there must be DATA of {length} bytes; {client.story()}")
    return check


def closed(client):
    """The connection must end, whatever is said before."""
    client.hear(lambda: False)


def settings_first(client):
    """The first frame of a server must be its settings (§3.4)."""
    client.hear(lambda: client.events)
    if client.events[:1] != [("settings",)]:
        raise AssertionError(f"the settings must come first; {client.story()}")


def run(one, port, authority, whole):
    client = Client(port, authority, one.greets)
    pieces = one.send(client)
    if whole and isinstance(pieces, list):
        client.raw(b"".join(pieces))
    else:
        for piece in pieces:
            client.raw(piece)
    one.reaction(client)
    client.socket.close()
