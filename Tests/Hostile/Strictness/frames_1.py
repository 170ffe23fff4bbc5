"""RFC 9113, sections 6.1 to 6.5: DATA, HEADERS, PRIORITY, RST_STREAM and SETTINGS."""

from suite import *


@case("6.1", "on no stream", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [data(0)]


@case("6.1", "on a stream that has ended", stream_error("STREAM_CLOSED"))
def _(client):
    return [client.post(ends=True), data(1)]


@case("6.1", "more padding than there is room for", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.post(("content-length", "4")),
            frame(DATA, 1, b"\x06test", END_STREAM | PADDED)]


@case("6.2", "no CONTINUATION but PRIORITY", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(ends=False, whole=False), priority(1), client.continuation(long_field())]


@case("6.2", "no CONTINUATION but HEADERS of another stream", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(ends=False, whole=False), client.get(3), client.continuation(long_field())]


@case("6.2", "on no stream", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(0)]


@case("6.2", "more padding than there is room for", stream_error("PROTOCOL_ERROR"))
def _(client):
    block = client.block(client.fields())
    return [frame(HEADERS, 1, bytes([len(block) + 2]) + block,
                  END_STREAM | END_HEADERS | PADDED)]


@case("6.3", "on no stream", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [priority(0)]


@case("6.3", "of other than 5 bytes", stream_error("FRAME_SIZE_ERROR"))
def _(client):
    return [client.get(), frame(PRIORITY, 1, b"\x80\0\0\x01")]


@case("6.4", "on no stream", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [reset(0)]


@case("6.4", "on a stream that is idle", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [reset(1)]


@case("6.4", "of other than 4 bytes", connection_error("FRAME_SIZE_ERROR"))
def _(client):
    return [client.get(), frame(RST_STREAM, 1, bytes(3))]


@case("6.5", "an acknowledgement with a payload", connection_error("FRAME_SIZE_ERROR"))
def _(client):
    return [frame(SETTINGS, 0, bytes(1), ACK)]


@case("6.5", "on a stream", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [frame(SETTINGS, 1, b"\0\x03\0\0\0\x64")]


@case("6.5", "a length that is no multiple of 6",
      connection_error("FRAME_SIZE_ERROR", "PROTOCOL_ERROR"))
def _(client):
    # The last byte never comes: the length alone is the error.
    return [b"\0\0\x09\x04\0\0\0\0\0" + b"\0\x03\0\0\0\x64\0\x02"]


@case("6.5.2", "ENABLE_PUSH of 2", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [settings((ENABLE_PUSH, 2))]


@case("6.5.2", "INITIAL_WINDOW_SIZE above the maximum", connection_error("FLOW_CONTROL_ERROR"))
def _(client):
    return [settings((WINDOW, LARGEST + 1))]


@case("6.5.2", "MAX_FRAME_SIZE below the minimum", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [settings((MAX_FRAME, 16_383))]


@case("6.5.2", "MAX_FRAME_SIZE above the maximum", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [settings((MAX_FRAME, 1 << 24))]


@case("6.5.2", "an unknown setting", pong())
def _(client):
    return [settings((0xff, 1)), ping()]


@case("6.5.3", "of a setting that comes twice the last one counts", last_data(1))
def _(client):
    yield settings((WINDOW, 100), (WINDOW, 1))
    client.wait(lambda: client.settings_acks == 2)
    yield client.get()


@case("6.5.3", "settings are acknowledged", acknowledged())
def _(client):
    return [settings((ENABLE_PUSH, 0))]
