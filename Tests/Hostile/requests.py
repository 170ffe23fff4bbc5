"""Requests that are not as gRPC or HTTP/2 has them; the connection outlives each."""

import gzip
import itertools
import zlib

from connection import (
    DEADLINE_EXCEEDED, INTERNAL, NO_ERROR, OK, PROTOCOL_ERROR, RESOURCE_EXHAUSTED, UNIMPLEMENTED,
    Connection, expect, expect_good_call, h2, message, request)


def answer(port, fields, body=message()):
    """What a request is answered with, on a connection that must go on to work."""
    connection = Connection(port)
    connection.begin(1, fields)
    connection.data(1, body)
    heard = connection.answer(1)
    expect_good_call(connection, 3)
    return heard


def refused(fields, http, grpc=None):
    def attack(port):
        heard = answer(port, fields)
        expect("the HTTP status", heard.http_status, http)
        if grpc:
            expect("the status", heard.grpc_status, grpc)
        expect("the number of header blocks", len(heard.blocks), 1)
        expect("the body", heard.data, b"")
    return attack


def malformed(fields):
    """HTTP/2 has malformed requests reset (RFC 9113 §8.1.1)."""
    def attack(port):
        heard = answer(port, fields)
        expect("the reset", heard.reset, PROTOCOL_ERROR)
        expect("the answer", heard.blocks, [])
    return attack


def accepted(fields):
    def attack(port):
        expect("the status", answer(port, fields).grpc_status, OK)
    return attack


def ends_with(body, *statuses, method="EmptyCall"):
    def attack(port):
        heard = answer(port, request(method), body)
        expect("the HTTP status", heard.http_status, "200")
        expect("the status", heard.grpc_status, *statuses)
    return attack


def all_of(*attacks):
    def attack(port):
        for each in attacks:
            each(port)
    return attack


def times_out(timeout):
    """A request that never ends must not outlive its timeout."""
    def attack(port):
        connection = Connection(port)
        connection.begin(1, request("StreamingInputCall", grpc_timeout=timeout))
        expect("the status", connection.answer(1).grpc_status, DEADLINE_EXCEEDED)
        expect_good_call(connection, 3)
    return attack


def echoed(name, sent, received, block):
    """Values of a field come back one by one, each as a server writes it."""
    def attack(port):
        heard = answer(port, request("UnaryCall") + [(name, value) for value in sent])
        expect("the status", heard.grpc_status, OK)
        expect("the values", [v for n, v in heard.blocks[block] if n == name], received)
    return attack


def body_of_other_length(port):
    heard = answer(port, request(content_length="7"))
    expect("the reset", heard.reset, PROTOCOL_ERROR)


def request_without_message(port):
    connection = Connection(port)
    connection.begin(1, ends=True)
    expect("the status", connection.answer(1).grpc_status, INTERNAL, UNIMPLEMENTED)
    expect_good_call(connection, 3)


def request_trailers(port):
    connection = Connection(port)
    connection.begin(1)
    connection.data(1, message(), ends=False)
    connection.send(connection.headers_frame(1, [("x", "y")], ("END_HEADERS", "END_STREAM")))
    expect("the status", connection.answer(1).grpc_status, OK)
    expect_good_call(connection, 3)


def trailers_that_end_nothing(port):
    connection = Connection(port)
    connection.begin(1)
    connection.data(1, message(), ends=False)
    connection.send(connection.headers_frame(1, [("x", "y")]))
    expect("the reset", connection.answer(1).reset, PROTOCOL_ERROR)
    expect_good_call(connection, 3)


def padding_and_priority(port):
    connection = Connection(port)
    connection.send(
        connection.headers_frame(
            1, request(), ("END_HEADERS", "PADDED", "PRIORITY"), pad_length=200, depends_on=0,
            stream_weight=3),
        h2.PriorityFrame(1, depends_on=0, stream_weight=9),
        h2.PriorityFrame(99, depends_on=1, stream_weight=255, exclusive=True),
        h2.DataFrame(1, data=message()[:2], flags=["PADDED"], pad_length=255),
        h2.DataFrame(1, data=b"", flags=["PADDED"], pad_length=0),
        h2.DataFrame(1, data=message()[2:], flags=["PADDED", "END_STREAM"], pad_length=1))
    expect("the status", connection.answer(1).grpc_status, OK)
    expect_good_call(connection, 3)


def fields_that_change(port):
    """Each field counts as it comes, whatever came in its place before."""
    connection = Connection(port)
    streams = itertools.count(1, 2)

    def heard(fields):
        stream = next(streams)
        connection.begin(stream, fields)
        connection.data(stream, message())
        return connection.answer(stream)

    def expect_echo(value, *more):
        name = "x-grpc-test-echo-initial"
        answer = heard([*request("UnaryCall"), *more, (name, value)])
        expect("the status", answer.grpc_status, OK)
        expect("the value", [v for n, v in answer.blocks[0] if n == name], [value])

    def expect_reset(**changes):
        expect("the reset", heard(request("UnaryCall", **changes)).reset, PROTOCOL_ERROR)

    # The encoder keeps what it has written, and writes a number for it the next time.
    for value in ["one", "one", "two", "one", "two", "two", "", "w" * 300, "w" * 300, "one"]:
        expect_echo(value)
    for _ in range(3):
        expect_reset(te="gzip")
        expect_reset(te=None, Te="trailers")
        expect_reset(_path="no-path")
        expect_reset(_scheme="1")
        expect_echo("three")
    for count in [1, 20, 0, 20]:
        expect_echo("four", *[(f"x-{number}", str(number)) for number in range(count)])
    expect("the HTTP status", heard(request(_method="GET")).http_status, "405")
    expect("the status", heard(request("Nothing")).grpc_status, UNIMPLEMENTED)
    for turn in range(300):
        expect_echo(str(turn))


def no_call_that_never_ends(port):
    """It is answered all the same, and told to stop."""
    connection = Connection(port)
    connection.begin(1, request(content_type=None))
    heard = connection.answer(1)
    expect("the HTTP status", heard.http_status, "415")
    connection.hear(lambda: heard.reset is not None)
    expect("the reset", heard.reset, NO_ERROR)
    expect_good_call(connection, 3)


def large_body_of_no_call(port):
    """Far more than a window: what nobody reads must not hold up its client."""
    connection = Connection(port)
    connection.begin(1, request(content_type="text/plain"))
    left = 65_535
    for _ in range(20):
        connection.data(1, bytes(16_000), ends=False)
        left -= 16_000
        connection.hear(lambda: left + connection.windows[1] >= 16_000)
    connection.data(1, b"")
    expect("the HTTP status", connection.answer(1).http_status, "415")
    expect_good_call(connection, 3)


def other_http_method(method, words):
    def attack(port):
        heard = answer(port, request(_method=method))
        expect("the HTTP status", heard.http_status, "405")
        expect("what is allowed", heard.fields.get("allow"), "POST")
        expect("the words", heard.data[:len(words or b"x")], words)
    return attack


def compressed(body, status=OK, method="EmptyCall", encoding="gzip", accept=None, answers_with=None):
    """A message that is flagged as compressed; `answers_with` is the encoding of the answer."""
    def attack(port):
        heard = answer(
            port, request(method, grpc_encoding=encoding, grpc_accept_encoding=accept),
            message(body, flag=1))
        expect("the status", heard.grpc_status, status)
        expect("the answer's encoding", heard.fields.get("grpc-encoding"), answers_with)
        if answers_with:
            expect("the flag", heard.data[0], 1)
            expect("the prefix's length", int.from_bytes(heard.data[1:5], "big"), len(heard.data) - 5)
            # SimpleResponse { payload { body: 100,000 zeros } }
            expect("the length", len(zlib.decompress(heard.data[5:], 15 + 32)), 100_009, 100_008)
    return attack


def unknown_encoding(port):
    heard = answer(port, request(grpc_encoding="zip"), message(b"x", flag=1))
    expect("the status", heard.grpc_status, UNIMPLEMENTED)
    accepted = heard.fields.get("grpc-accept-encoding", "").split(",")
    expect("what is accepted", sorted(accepted), ["deflate", "gzip", "identity"])


def uncompressed_among_compressed(port):
    connection = Connection(port)
    connection.begin(1, request("StreamingInputCall", grpc_encoding="deflate"))
    body = b"\x0a\x05\x12\x03abc"
    connection.data(1, message(body) + message(zlib.compress(body), flag=1) + message(body))
    heard = connection.answer(1)
    expect("the status", heard.grpc_status, OK)
    expect("the sum of the sizes", heard.data, message(b"\x08\x09"))


# SimpleRequest { response_size: 100,000, response_compressed { value: true } }
ASKS_FOR_ZEROS = b"\x10\xa0\x8d\x06\x32\x02\x08\x01"
# SimpleRequest { payload { body: 12 MiB of zeros } }, in 12 KiB.
BOMB = gzip.compress(b"\x1a\x85\x80\x80\x06\x12\x80\x80\x80\x06" + bytes(12 << 20))
MANY = [(f"x-{number}", "v" * 4000) for number in range(6)]
ATTACKS = {
    "wrong_content_type": refused(request(content_type="application/json"), "415"),
    "content_type_that_only_begins_alike": refused(
        request(content_type="application/grpcweb"), "415"),
    "no_content_type": refused(request(content_type=None), "415"),
    "other_message_format": refused(
        request(content_type="application/grpc+json"), "200", UNIMPLEMENTED),
    "message_format_that_only_begins_alike": refused(
        request(content_type="application/grpc+protobuf;charset=utf-8"), "200", UNIMPLEMENTED),
    "named_message_format": accepted(request(content_type="application/grpc+proto")),
    "content_type_with_parameters": accepted(
        request(content_type="application/grpc;charset=utf-8")),
    "message_format_with_parameters": accepted(
        request(content_type="application/grpc+proto;charset=utf-8")),
    "other_http_method": other_http_method("GET", b"This server speaks gRPC"),
    "head": other_http_method("HEAD", b""),
    "unknown_method": refused(request("Nothing"), "200", UNIMPLEMENTED),
    "unknown_service": refused(request(_path="/a.B/C"), "200", UNIMPLEMENTED),
    "path_without_service": refused(request(_path="/"), "200", UNIMPLEMENTED),
    "unreadable_timeout": all_of(*[
        refused(request(grpc_timeout=timeout), "200", INTERNAL)
        for timeout in ["soon", "", "1", "S", "1s", "-1S", "+1S", "1.5S", "1 S", "123456789S"]]),
    "timeout_in_every_unit": all_of(*[
        accepted(request(grpc_timeout=timeout))
        for timeout in ["1H", "1M", "99S", "99999m", "99999999u", "00000100S", "99999999H"]]),
    "timeout_that_passes": all_of(*[
        times_out(timeout) for timeout in ["1n", "1u", "1m", "0S", "0M", "0H"]]),
    "fields_that_change": fields_that_change,
    "repeated_metadata": echoed(
        "x-grpc-test-echo-initial", ["one", "two,three", "one"], ["one", "two,three", "one"], 0),
    "binary_metadata_however_it_is_written": echoed(
        "x-grpc-test-echo-trailing-bin", ["q6urqw==", "q6s=,q6urq6s, AAE", "", "/-+_"],
        ["q6urqw", "q6s", "q6urq6s", "AAE", "", "/++/"], -1),
    "unknown_encoding": unknown_encoding,
    "gzip_message": compressed(gzip.compress(b"")),
    "gzip_message_in_members": compressed(gzip.compress(b"") + gzip.compress(b"")),
    "deflate_message": compressed(zlib.compress(b""), encoding="deflate"),
    "gzip_answer": compressed(
        gzip.compress(ASKS_FOR_ZEROS), method="UnaryCall", accept="br, identity,deflate, gzip",
        answers_with="gzip"),
    "deflate_answer": compressed(
        zlib.compress(ASKS_FOR_ZEROS), encoding="deflate", method="UnaryCall",
        accept="gzip,deflate", answers_with="deflate"),
    "answer_that_may_not_be_compressed": compressed(
        gzip.compress(b""), method="UnaryCall", accept="br"),
    "decompression_bomb": compressed(BOMB, RESOURCE_EXHAUSTED, method="UnaryCall"),
    "gzip_message_that_is_none": compressed(b"whatever", INTERNAL),
    "gzip_message_that_is_cut": compressed(gzip.compress(bytes(999))[:-9], INTERNAL),
    "gzip_message_with_more_behind": compressed(gzip.compress(b"") + b"more", INTERNAL),
    "empty_gzip_message": compressed(b"", INTERNAL),
    "deflate_message_in_gzip": compressed(zlib.compress(b""), INTERNAL),
    "identity_that_is_flagged": compressed(b"", INTERNAL, encoding="identity"),
    "uncompressed_among_compressed": uncompressed_among_compressed,
    "too_many_headers": refused(request() + MANY, "200", RESOURCE_EXHAUSTED),
    "no_call_that_never_ends": no_call_that_never_ends,
    "large_body_of_no_call": large_body_of_no_call,
    "no_te": accepted(request(te=None)),
    "metadata_that_is_no_base64": accepted(request(x_bin="!!!")),
    "no_path": malformed(request(_path=None)),
    "no_method": malformed(request(_method=None)),
    "no_scheme": malformed(request(_scheme=None)),
    "empty_path": malformed(request(_path="")),
    "path_twice": malformed([(":path", "/a/b")] + request()),
    "unknown_pseudo_header": malformed([(":unknown", "x")] + request()),
    "pseudo_header_of_responses": malformed([(":status", "200")] + request()),
    "pseudo_header_after_others": malformed(
        [("x", "y")] + request()),
    "upper_case_name": malformed(request() + [("X-Upper", "y")]),
    "connection_header": malformed(request() + [("connection", "close")]),
    "te_that_is_not_trailers": malformed(request(te="gzip")),
    "body_of_other_length": body_of_other_length,
    "too_long_message": ends_with(message(length=5 << 20), RESOURCE_EXHAUSTED),
    "longest_message": ends_with(message(length=0xffffffff), RESOURCE_EXHAUSTED),
    "cut_message": ends_with(message(b"abc", length=9), INTERNAL),
    "cut_message_behind_a_whole_one": ends_with(message() + message(b"abc", length=9), INTERNAL),
    "cut_prefix": ends_with(b"\0\0\0", INTERNAL),
    "cut_message_of_stream": ends_with(
        message() + message(b"abc", length=9), INTERNAL, method="StreamingInputCall"),
    "compressed_without_encoding": ends_with(message(b"abc", flag=1), INTERNAL),
    "unknown_flag": ends_with(message(b"abc", flag=0x80), INTERNAL),
    "message_that_is_no_protobuf": ends_with(message(b"\xff\xff\xff"), INTERNAL),
    "several_messages": ends_with(message() + message(), INTERNAL, UNIMPLEMENTED),
    "request_without_message": request_without_message,
    "request_trailers": request_trailers,
    "trailers_that_end_nothing": trailers_that_end_nothing,
    "padding_and_priority": padding_and_priority,
}
