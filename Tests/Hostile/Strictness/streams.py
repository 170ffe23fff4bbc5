"""RFC 9113, section 5: the states of streams, their numbers, and errors."""

from suite import *


@case("5.1", "idle: DATA", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [data(1)]


@case("5.1", "idle: RST_STREAM", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [reset(1)]


@case("5.1", "idle: WINDOW_UPDATE", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [window(1, 100)]


@case("5.1", "idle: CONTINUATION", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.continuation(client.fields())]


@case("5.1", "half-closed: DATA", stream_error("STREAM_CLOSED"))
def _(client):
    return [client.get(), data(1)]


@case("5.1", "half-closed: HEADERS", stream_error("STREAM_CLOSED"))
def _(client):
    return [client.get(), client.get()]


@case("5.1", "half-closed: CONTINUATION", stream_error("STREAM_CLOSED", "PROTOCOL_ERROR"))
def _(client):
    return [client.get(), client.continuation(client.fields())]


@case("5.1", "half-closed while the answer waits: DATA", stream_error("STREAM_CLOSED"))
def _(client):
    return [settings((WINDOW, 0)), client.get(), data(1)]


@case("5.1", "closed by a reset: DATA", stream_error("STREAM_CLOSED"))
def _(client):
    return [client.get(ends=False), reset(1), data(1)]


@case("5.1", "closed by a reset: HEADERS", stream_error("STREAM_CLOSED"))
def _(client):
    return [client.get(ends=False), reset(1), client.get()]


@case("5.1", "closed by a reset: CONTINUATION", stream_error("STREAM_CLOSED", "PROTOCOL_ERROR"))
def _(client):
    return [client.get(ends=False), reset(1), client.continuation(long_field())]


@case("5.1", "closed by both: DATA", connection_error("STREAM_CLOSED"))
def _(client):
    yield client.get()
    client.wait_for_answer()
    yield data(1)


@case("5.1", "closed by both: HEADERS", connection_error("STREAM_CLOSED"))
def _(client):
    yield client.get()
    client.wait_for_answer()
    yield client.get()


@case("5.1", "closed by both: CONTINUATION", connection_error("STREAM_CLOSED", "PROTOCOL_ERROR"))
def _(client):
    yield client.get()
    client.wait_for_answer()
    yield client.continuation(long_field())


@case("5.1.1", "an even number", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(2)]


@case("5.1.1", "a number that was passed over", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(5), client.get(3)]


@case("5.1.1", "a number that was passed over, once the other is answered",
      connection_error("PROTOCOL_ERROR"))
def _(client):
    yield client.get(5)
    client.wait_for_answer(5)
    yield client.get(3)


@case("5.1.1", "the number of a stream that is half-closed",
      stream_error("STREAM_CLOSED", stream=5))
def _(client):
    return [client.get(5), client.get(5)]


@case("5.1.1", "numbers that leave others out", answer(31))
def _(client):
    return [client.get(9), client.get(11), client.get(31)]


def refused(client):
    stream_error("PROTOCOL_ERROR", "REFUSED_STREAM", stream=2 * client.max_streams + 1)(client)


@case("5.1.2", "more streams than the server allows", refused)
def _(client):
    # Without a window the answers cannot end.
    block = client.block(client.fields())
    return [settings((WINDOW, 0))] + [
        frame(HEADERS, 2 * number + 1, block if number == 0 else client.block(client.fields()),
              END_STREAM | END_HEADERS)
        for number in range(client.max_streams + 1)]


@case("5.3", "HEADERS that make a stream depend on itself", stream_error("PROTOCOL_ERROR"))
def _(client):
    return [frame(HEADERS, 1, dependency(1) + client.block(client.fields()),
                  END_STREAM | END_HEADERS | PRIORITIZED)]


@case("5.3", "PRIORITY that makes a stream depend on itself", stream_error("PROTOCOL_ERROR"))
def _(client):
    return [priority(1, on=1)]


for first in [4, 9, 11]:
    @case("5.3", f"the same, of which {first} bytes come first", stream_error("PROTOCOL_ERROR"))
    def _(client, first=first):
        yield from client.cut(priority(1, on=1), first)


@case("5.4.1", "the connection is closed after an error", closed)
def _(client):
    return [frame(PING, 3, bytes(8))]


@case("5.4.1", "the error is named before", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [frame(PING, 3, bytes(8))]


@case("5.5", "an extension frame", pong())
def _(client):
    return [frame(0x16, 0, bytes(8)), ping()]


@case("5.5", "an extension frame inside of a header block", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [client.get(whole=False), frame(0x16, 0, bytes(8))]
