"""Frames that break the rules of HTTP/2 or bend them; the answers are those of RFC 9113."""

from connection import (
    COMPRESSION_ERROR, FLOW_CONTROL_ERROR, FRAME_SIZE_ERROR, NO_ERROR, OK, PREFACE,
    PROTOCOL_ERROR, REFUSED_STREAM, SERVICE, STREAM_CLOSED, Connection, expect, expect_good_call,
    h2, message, request)


def ends(code, *codes, before=lambda connection: None):
    """The connection must end with a GOAWAY of one of these codes."""
    def with_bytes(make):
        def attack(port):
            connection = Connection(port)
            connection.ping()
            made = make(connection)
            connection.raw(made if isinstance(made, bytes) else made.serialize())
            expect("the GOAWAY", connection.end(), code, *codes)
        return attack
    return with_bytes


def frame(kind, stream, payload=b"", flags=0):
    """A frame as bytes, whose parts need not fit together."""
    head = len(payload).to_bytes(3, "big") + bytes([kind, flags])
    return head + stream.to_bytes(4, "big") + payload


def stream_reset(code, *frames_after_headers):
    """The stream must be reset; the connection goes on."""
    def attack(port):
        connection = Connection(port)
        connection.begin(1)
        connection.raw(b"".join(frames_after_headers))
        expect("the reset", connection.answer(1).reset, code)
        expect_good_call(connection, 3)
    return attack


def data_after_the_end(port):
    connection = Connection(port)
    connection.begin(1, request("HalfDuplexCall"))
    connection.data(1, message(), ends=True)
    connection.data(1, message(), ends=True)
    # A stream error or one of the connection, as RFC 9113 §5.1 has it for closed streams.
    heard = connection.answer(1)
    expect("the end", True, heard.ended, heard.reset == STREAM_CLOSED,
           connection.goaway == STREAM_CLOSED)


def ended(code, *frames_after, body=message()):
    """What comes on a stream that the client has ended, and that has been answered since."""
    def attack(port):
        connection = Connection(port)
        connection.begin(1)
        connection.data(1, body)
        connection.answer(1)
        connection.raw(b"".join(frames_after))
        if not frames_after:
            connection.begin(1, request(), ends=True)
        expect("the GOAWAY", connection.end(), code)
    return attack


def after_reset(then):
    """What comes on a stream that the client has reset."""
    def attack(port):
        connection = Connection(port)
        connection.begin(1, request("FullDuplexCall"))
        connection.send(h2.RstStreamFrame(1, error_code=8))
        then(connection)
        connection.hear(lambda: connection.streams[1].reset is not None)
        expect("the error", STREAM_CLOSED, connection.goaway, connection.streams[1].reset)
    return attack


def data_behind_a_reset_of_the_server(port):
    """What was on its way when the server reset a stream is no fault."""
    connection = Connection(port)
    connection.begin(1)
    connection.data(1, message(length=5 << 20), ends=False)
    connection.answer(1)
    connection.hear(lambda: connection.streams[1].reset is not None)
    for _ in range(3):
        connection.data(1, bytes(1000), ends=False)
    expect_good_call(connection, 3)


def settings_in_order(port):
    """Of a setting that comes twice the last counts; windows change while calls run."""
    connection = Connection(port)
    connection.raw(frame(4, 0, b"\x00\x04\x00\x00\x00\x64" + b"\x00\x04\x00\x00\x00\x01"))
    connection.hear(lambda: connection.settings_acks == 2)
    connection.begin(1, request(_method="GET"), ends=True)
    connection.hear(lambda: len(connection.streams[1].data) > 0)
    connection.ping()
    expect("the bytes in a window of one", len(connection.streams[1].data), 1)
    # One less than what has been sent: the window is negative until it is opened by two.
    connection.raw(frame(4, 0, b"\x00\x04\x00\x00\x00\x00") + frame(8, 1, b"\0\0\0\1"))
    connection.ping()
    expect("the bytes in a window of none", len(connection.streams[1].data), 1)
    connection.raw(frame(8, 1, b"\0\0\0\1"))
    connection.hear(lambda: len(connection.streams[1].data) > 1)
    expect("the bytes in a window of two", len(connection.streams[1].data), 2)


def unknown_frames(port):
    connection = Connection(port)
    connection.raw(frame(0xee, 0, b"whatever", 0xff) + frame(0xee, 1, b""))
    connection.begin(1)
    connection.raw(frame(0x42, 1, b"more", 0x01))
    connection.data(1, message())
    expect("the status", connection.answer(1).grpc_status, OK)
    expect_good_call(connection, 3)


def unknown_settings(port):
    connection = Connection(port)
    connection.raw(frame(4, 0, b"\xab\xcd\xff\xff\xff\xff"))
    # A compression table of 4 GiB, which nobody has to make use of.
    connection.raw(frame(4, 0, b"\x00\x01\xff\xff\xff\xff"))
    connection.hear(lambda: connection.settings_acks == 3)
    expect_good_call(connection, 1)


def goaway_of_the_client(port):
    connection = Connection(port)
    connection.begin(1)
    connection.send(h2.GoAwayFrame(0, last_stream_id=0, error_code=NO_ERROR))
    connection.data(1, message())
    expect("the status of a call that went on", connection.answer(1).grpc_status, OK)


def other_preface(port):
    connection = Connection(port, greets=False)
    connection.raw(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
    connection.end()


def tls_preface(port):
    connection = Connection(port, greets=False)
    connection.raw(bytes.fromhex("16030100c8010000c40303") + bytes(200))
    connection.end()


def preface_without_settings(port):
    connection = Connection(port, greets=False)
    connection.raw(PREFACE)
    connection.begin(1)
    expect("the GOAWAY", connection.end(), PROTOCOL_ERROR)


def preface_in_pieces(port):
    connection = Connection(port, greets=False)
    for byte in PREFACE + h2.SettingsFrame().serialize():
        connection.raw(bytes([byte]))
    expect_good_call(connection, 1)


def more_streams_than_allowed(port):
    connection = Connection(port)
    fields = request("FullDuplexCall")
    for number in range(1100):
        connection.begin(2 * number + 1, fields)

    def refused():
        return [stream.reset for stream in connection.streams.values()].count(REFUSED_STREAM)

    connection.hear(lambda: refused() == 100)
    connection.send(h2.RstStreamFrame(1, error_code=8))
    expect_good_call(connection, 2201)
    expect("the refused streams", refused(), 100)


def cancelled_twice(port):
    connection = Connection(port)
    connection.begin(1, request("FullDuplexCall"))
    for _ in range(2):
        connection.send(h2.RstStreamFrame(1, error_code=8))
    expect_good_call(connection, 3)


ATTACKS = {
    "data_on_connection": ends(PROTOCOL_ERROR)(lambda _: frame(0, 0, message())),
    "headers_on_connection": ends(PROTOCOL_ERROR)(lambda _: frame(1, 0, b"\x82", 4)),
    "headers_on_even_stream": ends(PROTOCOL_ERROR)(
        lambda connection: connection.headers_frame(2, request())),
    "data_on_idle_stream": ends(PROTOCOL_ERROR)(lambda _: frame(0, 5, message())),
    "reset_of_idle_stream": ends(PROTOCOL_ERROR)(lambda _: frame(3, 5, bytes(4))),
    "window_of_idle_stream": ends(PROTOCOL_ERROR)(lambda _: frame(8, 5, b"\0\0\0\1")),
    "push_by_client": ends(PROTOCOL_ERROR)(lambda _: frame(5, 1, b"\0\0\0\2\x82", 4)),
    "continuation_of_nothing": ends(PROTOCOL_ERROR)(lambda _: frame(9, 1, b"\x82", 4)),
    "frame_inside_of_headers": ends(PROTOCOL_ERROR)(
        lambda _: frame(1, 1, b"\x82", 0) + frame(6, 0, bytes(8))),
    "padding_longer_than_frame": ends(PROTOCOL_ERROR)(
        lambda _: frame(1, 1, b"\xff\x82", 0x4 | 0x8)),
    "too_large_frame": ends(FRAME_SIZE_ERROR)(lambda _: frame(0, 1, bytes(16385))),
    "ping_of_other_size": ends(FRAME_SIZE_ERROR)(lambda _: frame(6, 0, bytes(7))),
    "settings_of_other_size": ends(FRAME_SIZE_ERROR)(lambda _: frame(4, 0, bytes(5))),
    "settings_with_too_large_window": ends(FLOW_CONTROL_ERROR)(
        lambda _: frame(4, 0, b"\x00\x04\xff\xff\xff\xff")),
    "settings_on_stream": ends(PROTOCOL_ERROR)(lambda _: frame(4, 1)),
    "headers_that_do_not_decompress": ends(COMPRESSION_ERROR)(
        lambda _: frame(1, 1, b"\xff\xff\xff\xff\xff\xff", 4)),
    "window_overflow_of_connection": ends(FLOW_CONTROL_ERROR)(
        lambda _: frame(8, 0, b"\x7f\xff\xff\xff") * 2),
    "no_window_for_connection": ends(PROTOCOL_ERROR)(lambda _: frame(8, 0, bytes(4))),
    "window_overflow_of_stream": stream_reset(
        FLOW_CONTROL_ERROR, frame(8, 1, b"\x7f\xff\xff\xff") * 2),
    # An error of the stream, which a server may take for one of the connection (§5.4.1).
    "no_window_for_stream": ends(PROTOCOL_ERROR)(
        lambda connection: connection.headers_frame(1, request()).serialize()
        + frame(8, 1, bytes(4))),
    "data_after_the_end": data_after_the_end,
    "data_on_a_stream_that_was_answered": ended(
        STREAM_CLOSED, h2.DataFrame(1, data=b"test").serialize()),
    "headers_on_a_stream_that_was_answered": ended(STREAM_CLOSED),
    "data_after_a_reset": after_reset(lambda connection: connection.data(1, b"test")),
    "headers_after_a_reset": after_reset(
        lambda connection: connection.begin(1, request(), ends=True)),
    "data_behind_a_reset_of_the_server": data_behind_a_reset_of_the_server,
    "settings_in_order": settings_in_order,
    "unknown_frames": unknown_frames,
    "unknown_settings": unknown_settings,
    "goaway_of_the_client": goaway_of_the_client,
    "other_preface": other_preface,
    "tls_preface": tls_preface,
    "preface_without_settings": preface_without_settings,
    "preface_in_pieces": preface_in_pieces,
    "more_streams_than_allowed": more_streams_than_allowed,
    "cancelled_twice": cancelled_twice,
}
