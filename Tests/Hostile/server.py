"""A server that answers every call as one scenario has it, whatever the call.

    server.py SCENARIO

Prints `listening on ipv4:127.0.0.1:PORT`, and serves until it is killed or its standard input ends.
"""

import gzip
import os
import socket
import sys
import threading
import time

sys.dont_write_bytecode = True

import hpack
from connection import PREFACE, h2, message

HEADERS = [(":status", "200"), ("content-type", "application/grpc")]
GOOD = [("grpc-status", "0")]


class Answer:
    """What is said on one stream, to be appended to."""

    def __init__(self, encoder, stream):
        self.encoder, self.stream, self.said = encoder, stream, b""

    def headers(self, fields=HEADERS, ends=False, extra=b""):
        flags = ["END_HEADERS", "END_STREAM"] if ends else ["END_HEADERS"]
        block = self.encoder.encode(fields) + extra
        self.said += h2.HeadersFrame(self.stream, data=block, flags=flags).serialize()
        return self

    def data(self, data, ends=False):
        flags = ["END_STREAM"] if ends else []
        self.said += h2.DataFrame(self.stream, data=data, flags=flags).serialize()
        return self

    def reset(self, code):
        self.said += h2.RstStreamFrame(self.stream, error_code=code).serialize()
        return self

    def raw(self, data):
        self.said += data
        return self


def body(*messages):
    """Headers, these bytes, and the status that all went well."""
    return lambda answer: answer.headers().data(b"".join(messages)).headers(GOOD, ends=True)


def encoded(encoding, data):
    fields = HEADERS + [("grpc-encoding", encoding)]
    return lambda answer: answer.headers(fields).data(message(data, flag=1)).headers(GOOD, ends=True)


def http(status, content_type="text/html"):
    fields = [(":status", status), ("content-type", content_type)]
    return lambda answer: answer.headers(fields).data(b"<html>", ends=True)


def response(content_type):
    fields = [(":status", "200"), ("content-type", content_type)]
    return lambda answer: answer.headers(fields).data(message(b"\x10\x05")).headers(GOOD, ends=True)


def malformed(*fields):
    """These headers, a message, and the status that all went well."""
    return lambda answer: answer.headers(list(fields)).data(message(b"\x10\x05")).headers(
        GOOD, ends=True)


def trailers(*fields):
    return lambda answer: answer.headers(HEADERS + list(fields), ends=True)


SCENARIOS = {
    "good": body(message(b"\x10\x05")),
    "informational": lambda answer: body(message(b"\x10\x05"))(answer.headers([(":status", "103")])),
    "cut_message": body(message(b"\x10\x05", length=9)),
    "cut_message_behind_a_whole_one": body(message(b"\x10\x05"), message(b"", length=9)),
    "cut_prefix": body(b"\0\0"),
    "no_message": body(),
    "several_messages": body(message(), message()),
    "compressed": body(message(b"abc", flag=1)),
    "gzip": encoded("gzip", gzip.compress(b"\x10\x05")),
    "gzip_bomb": encoded("gzip", gzip.compress(b"\x0a\x80\x80\x80\x04" + bytes(8 << 20))),
    "gzip_that_is_none": encoded("gzip", b"whatever"),
    "unknown_encoding": encoded("zip", b"whatever"),
    "too_long": body(message(length=5 << 20)),
    "longest": body(message(length=0xffffffff)),
    "no_protobuf": body(message(b"\xff\xff")),
    "no_status": lambda answer: answer.headers().data(message(), ends=True),
    "status_only_in_the_headers": lambda answer: answer.headers(HEADERS + GOOD).data(
        message(), ends=True),
    "status_in_the_headers_of_whole_answer": lambda answer: answer.headers(HEADERS + GOOD).data(
        message()).headers([("x", "y")], ends=True),
    "another_status_in_the_headers": lambda answer: answer.headers(
        HEADERS + [("grpc-status", "8"), ("grpc-message", "full")]).headers(
            [("grpc-status", "9")], ends=True),
    "trailers_without_status": lambda answer: answer.headers().data(message()).headers(
        [("grpc-message", "no")], ends=True),
    "other_message_format": response("application/grpc+json"),
    "named_message_format": response("application/grpc+proto"),
    "content_type_with_parameters": response("application/grpc;charset=utf-8"),
    "status_that_is_no_number": trailers(("grpc-status", "fine")),
    "status_that_is_no_code": trailers(("grpc-status", "99")),
    "message_that_is_no_escape": trailers(("grpc-status", "5"), ("grpc-message", "50%zz%")),
    "headers_that_end_nothing": lambda answer: answer.headers().headers([("x", "y")]),
    **{f"http_{status}": http(status) for status in [
        "204", "302", "400", "401", "403", "404", "405", "409", "412", "413", "415", "418", "429",
        "431", "500", "501", "502", "503", "504", "505", "800"]},
    "http_404_without_body": lambda answer: answer.headers([(":status", "404")], ends=True),
    "http_503_with_status": lambda answer: answer.headers(
        [(":status", "503"), ("content-type", "application/grpc"), ("grpc-status", "5")], ends=True),
    "html": http("200"),
    "reset_cancel": lambda answer: answer.headers().reset(8),
    "reset_refused": lambda answer: answer.reset(7),
    "reset_calm": lambda answer: answer.reset(11),
    "reset_security": lambda answer: answer.reset(12),
    "reset_protocol": lambda answer: answer.headers().reset(1),
    "reset_no_error": lambda answer: answer.headers().reset(0),
    "long_headers": trailers(("grpc-status", "0"), *[(f"x{n}", "v" * 3000) for n in range(6)]),
    "compression_bomb": lambda answer: answer.headers(
        HEADERS + [("x-bomb", "v" * 4000)], extra=b"\xbe" * 10_000).headers(GOOD, ends=True),
    "no_http_status": malformed(("content-type", "application/grpc")),
    "two_http_statuses": malformed((":status", "200"), *HEADERS),
    "late_http_status": malformed(*reversed(HEADERS)),
    "http_status_of_letters": malformed((":status", "2xx"), HEADERS[1]),
    "http_status_of_four_digits": malformed((":status", "0200"), HEADERS[1]),
    "http_status_in_trailers": lambda answer: answer.headers().headers(
        [(":status", "200"), *GOOD], ends=True),
    "field_of_requests": malformed(HEADERS[0], (":path", "/"), HEADERS[1]),
    "field_of_connections": malformed(*HEADERS, ("connection", "close")),
    "upper_case": malformed(*HEADERS, ("X-A", "b")),
    "control_character": malformed(*HEADERS, ("x-a", "b\x01")),
    "control_character_in_trailers": trailers(("grpc-status", "0"), ("x-a", "b\n")),
    "switching_protocols": lambda answer: body(message(b"\x10\x05"))(
        answer.headers([(":status", "101")])),
    "informational_end": lambda answer: answer.headers([(":status", "103")], ends=True),
    "body_behind_informational": lambda answer: answer.headers([(":status", "103")]).data(
        message()),
    "content_length": malformed(*HEADERS, ("content-length", "7")),
    "short_body": malformed(*HEADERS, ("content-length", "8")),
    "long_body": malformed(*HEADERS, ("content-length", "6")),
    "two_content_lengths": malformed(*HEADERS, *[("content-length", "7")] * 2),
    "push": lambda answer: answer.raw(
        h2.PushPromiseFrame(answer.stream, promised_stream_id=2, data=b"\x82",
                            flags=["END_HEADERS"]).serialize()),
    "answer_of_no_call": lambda answer: answer.raw(
        h2.HeadersFrame(answer.stream + 20, data=b"\x88", flags=["END_HEADERS"]).serialize()),
    "no_http2": lambda answer: answer.raw(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 10),
    "no_answer_to_pings": lambda answer: answer,
    "too_many_pings": lambda answer: answer,
    "silence": lambda answer: answer,
}


def receive(connection, count):
    data = b""
    while len(data) < count:
        more = connection.recv(count - len(data))
        if not more:
            raise ConnectionResetError
        data += more
    return data


# The least that clients must be set to have between pings, in seconds.
PING_INTERVAL = 0.1


def refuse_pings(connection, encoder, stream, began, refusals=[]):
    """Answers the call on the third connection, if the pings have become rarer with each."""
    if len(refusals) == 2:
        connection.sendall(SCENARIOS["good"](Answer(encoder, stream)).said)
        return
    while True:
        frame, length = h2.Frame.parse_frame_header(memoryview(receive(connection, 9)))
        receive(connection, length)
        if isinstance(frame, h2.PingFrame):
            break
    # A busy machine can only make pings come later.
    if time.monotonic() - began < PING_INTERVAL * 2 ** len(refusals):
        connection.sendall(trailers(("grpc-status", "2"))(Answer(encoder, stream)).said)
        return
    refusals.append(began)
    connection.sendall(h2.GoAwayFrame(
        0, last_stream_id=0, error_code=11, additional_data=b"too_many_pings").serialize())


def serve(connection, scenario):
    encoder = hpack.Encoder()
    # Reads past the preface, then answers each stream as soon as its headers have come.
    try:
        receive(connection, len(PREFACE))
        began = time.monotonic()
        connection.sendall(h2.SettingsFrame().serialize())
        while True:
            frame, length = h2.Frame.parse_frame_header(memoryview(receive(connection, 9)))
            frame.parse_body(memoryview(receive(connection, length)))
            if isinstance(frame, h2.SettingsFrame) and "ACK" not in frame.flags:
                connection.sendall(h2.SettingsFrame(flags=["ACK"]).serialize())
            elif isinstance(frame, h2.PingFrame) and "ACK" not in frame.flags:
                if scenario is SCENARIOS["no_answer_to_pings"]:
                    continue
                connection.sendall(
                    h2.PingFrame(opaque_data=frame.opaque_data, flags=["ACK"]).serialize())
            elif isinstance(frame, h2.HeadersFrame):
                if scenario is SCENARIOS["too_many_pings"]:
                    refuse_pings(connection, encoder, frame.stream_id, began)
                    continue
                connection.sendall(scenario(Answer(encoder, frame.stream_id)).said)
    except OSError:
        pass
    finally:
        connection.close()


def main():
    scenario = SCENARIOS[sys.argv[1]]
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    print(f"listening on ipv4:127.0.0.1:{listener.getsockname()[1]}", flush=True)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection, scenario), daemon=True).start()


main()
