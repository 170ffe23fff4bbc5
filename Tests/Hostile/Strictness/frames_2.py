"""RFC 9113, sections 6.7 to 6.10, and 7: PING, GOAWAY, WINDOW_UPDATE, CONTINUATION, error codes."""

from suite import *

PAYLOAD, OTHER = b"whatever", b"answered"


@case("6.7", "a PING is answered", pong(PAYLOAD))
def _(client):
    return [ping(PAYLOAD)]


def only_answer(client):
    pong(PAYLOAD)(client)
    if ("pong", OTHER) in client.events:
        raise AssertionError(f"an answer must not be answered; {client.story()}")


@case("6.7", "an answer is not answered", only_answer)
def _(client):
    return [ping(OTHER, ACK), ping(PAYLOAD)]


@case("6.7", "on a stream", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [frame(PING, 1, bytes(8))]


@case("6.7", "of other than 8 bytes", connection_error("FRAME_SIZE_ERROR"))
def _(client):
    return [ping(bytes(6))]


@case("6.8", "on a stream", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [frame(GOAWAY, 1, bytes(8))]


@case("6.9", "an increment of 0 for the connection", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [window(0, 0)]


@case("6.9", "an increment of 0 for a stream", stream_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(ends=False), window(1, 0)]


@case("6.9", "of other than 4 bytes", connection_error("FRAME_SIZE_ERROR"))
def _(client):
    return [frame(WINDOW_UPDATE, 0, b"\0\0\x01")]


@case("6.9.1", "a window of 1 is kept to", last_data(1))
def _(client):
    yield settings((WINDOW, 1))
    client.wait(lambda: client.settings_acks == 2)
    yield client.get()


@case("6.9.1", "too large a window for the connection", connection_error("FLOW_CONTROL_ERROR"))
def _(client):
    return [window(0, LARGEST), window(0, LARGEST)]


@case("6.9.1", "too large a window for a stream", only_stream_error("FLOW_CONTROL_ERROR"))
def _(client):
    return [client.get(ends=False), window(1, LARGEST), window(1, LARGEST)]


@case("6.9.2", "windows change with the settings", last_data(1))
def _(client):
    yield settings((WINDOW, 0))
    client.wait(lambda: client.settings_acks == 2)
    yield client.get()
    yield settings((WINDOW, 1))


@case("6.9.2", "windows may become negative", last_data(1))
def _(client):
    yield settings((WINDOW, 3))
    client.wait(lambda: client.settings_acks == 2)
    yield client.get()
    client.wait(lambda: ("data", 3, 1) in client.events)
    client.events.clear()
    yield settings((WINDOW, 2))
    client.wait(lambda: client.settings_acks == 3)
    if "data" in client.kinds:
        raise AssertionError(f"there is no window for that; {client.story()}")
    yield window(1, 2)


@case("6.9.2", "a window above the maximum by the settings",
      connection_error("FLOW_CONTROL_ERROR"))
def _(client):
    return [settings((WINDOW, LARGEST + 1))]


@case("6.10", "several", answer())
def _(client):
    return [client.get(whole=False), client.continuation(long_field(), whole=False),
            client.continuation(long_field())]


@case("6.10", "then another frame", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.headers(client.fields("POST"), ends=False, whole=False),
            client.continuation(long_field(), whole=False), data(1)]


@case("6.10", "on no stream", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(whole=False), client.continuation(long_field(), stream=0)]


@case("6.10", "after the end of the headers", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(), client.continuation(long_field())]


@case("6.10", "after its own end", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(whole=False), client.continuation(long_field()),
            client.continuation(long_field())]


@case("6.10", "after DATA", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.headers(client.fields("POST"), ends=False, whole=False), data(1),
            client.continuation(long_field(), whole=False),
            client.continuation(long_field(), stream=0)]


def pong_or_closed(client):
    client.hear(lambda: "pong" in client.kinds)


@case("7", "GOAWAY with an unknown code", pong_or_closed)
def _(client):
    return [frame(GOAWAY, 0, bytes(4) + (0xff).to_bytes(4, "big")), ping()]


@case("7", "RST_STREAM with an unknown code", pong())
def _(client):
    return [client.post(), reset(1, 0xff), ping()]
