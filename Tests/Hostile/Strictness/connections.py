"""RFC 9113, sections 3 and 4: how a connection begins, frames, and header blocks."""

from suite import *


@case("3.4", "the settings of the server come first", settings_first, greets=False)
def _(client):
    return [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", settings((WINDOW, 65_535))]


@case("3.4", "another preface", closed, greets=False)
def _(client):
    return [b"INVALID CONNECTION PREFACE\r\n\r\n"]


@case("4.1", "a frame of unknown type", pong())
def _(client):
    return [frame(0x16, 0, bytes(8)), ping()]


@case("4.1", "flags that are not defined", pong())
def _(client):
    return [ping(flags=0x16)]


@case("4.1", "the reserved bit", pong())
def _(client):
    return [frame(PING, 0x80000000, bytes(8), 0x16)]


@case("4.2", "a frame of the largest size", answer())
def _(client):
    return [client.post(), data(1, b"x" * client.max_frame)]


@case("4.2", "a DATA frame that is too large", stream_error("FRAME_SIZE_ERROR"))
def _(client):
    return [client.post(), data(1, b"x" * (client.max_frame + 1))]


@case("4.2", "a HEADERS frame that is too large", connection_error("FRAME_SIZE_ERROR"))
def _(client):
    return [client.headers(client.fields() + [
        field for number in range(1 + client.max_frame // 3000) for field in long_field(number)])]


@case("4.3", "a header block that breaks off", connection_error("COMPRESSION_ERROR"))
def _(client):
    return [frame(HEADERS, 1, b"\x40", END_STREAM | END_HEADERS)]


@case("4.3", "PRIORITY inside of a header block", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(ends=False, whole=False), priority(1), client.continuation(long_field())]


@case("4.3", "HEADERS of another stream inside of a header block",
      connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(ends=False, whole=False), client.get(3), client.continuation(long_field())]


@case("4.3", "an unknown frame inside of a header block", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(whole=False), frame(0x16, 0, bytes(8)), client.continuation(long_field())]
