"""The cases of gRPC's interop specification on grpcio, and some of our own, to test our server.

    peer_client.py PORT CASE [CA [CERTIFICATE KEY]]

With an authority's file it speaks TLS, and with a certificate shows that.

Exits 0 if the case succeeds; otherwise the reason is on standard error.
"""

import sys
import threading
import time

import load_reports
import raw_call
from protos import empty, grpc, messages, services

from grpc._channel import _Rendezvous

# grpcio cancels a call that is let go of, for which it takes the call's lock; now and then it waits
# there for ever (seen once in 2,265 runs of status_code_and_message). These calls end by themselves.
_Rendezvous.__del__ = lambda self: None

# Every call ends, even if the server never answers.
LIMIT = 30
REQUEST_SIZES = [27182, 8, 1828, 45904]
RESPONSE_SIZES = [31415, 9, 2653, 58979]
MEBIBYTE = 1 << 20


def zeros(size):
    return messages.Payload(body=bytes(size))


def stream_request(size, *response_sizes):
    return messages.StreamingOutputCallRequest(
        payload=zeros(size),
        response_parameters=[messages.ResponseParameters(size=size) for size in response_sizes])


def large_request():
    return messages.SimpleRequest(response_size=314159, payload=zeros(271828))


def expect(what, actual, expected):
    if actual != expected:
        raise AssertionError(f"{what} is {str(actual)[:200]}, but should be {str(expected)[:200]}")


def expect_sizes(replies, sizes):
    expect("the reply sizes", [len(reply.payload.body) for reply in replies], sizes)


def expect_status(code, body, message=None):
    """Fails unless `body` ends with this status; returns its error."""
    try:
        body()
    except grpc.RpcError as error:
        if error.code() != code:
            raise AssertionError(f"ended with {error}, but should with {code}") from error
        if message is not None:
            expect("the status message", error.details(), message)
        return error
    raise AssertionError(f"succeeded, but should end with {code}")


class OpenRequest:
    """Requests that go on until `close`: a stream whose end the case decides."""

    def __init__(self, *requests):
        self.requests = list(requests)
        self.closed = threading.Event()

    def __iter__(self):
        yield from self.requests
        self.closed.wait(LIMIT)

    def close(self):
        self.closed.set()


# One message each way.


def empty_unary(stub):
    expect("the reply", stub.EmptyCall(empty.Empty(), timeout=LIMIT), empty.Empty())


def large_unary(stub):
    reply = stub.UnaryCall(large_request(), timeout=LIMIT)
    expect("the payload", reply.payload.body, bytes(314159))


def unimplemented_method(stub):
    expect_status(
        grpc.StatusCode.UNIMPLEMENTED,
        lambda: stub.UnimplementedCall(empty.Empty(), timeout=LIMIT))


def unimplemented_service(stub):
    other = services.UnimplementedServiceStub(stub.channel)
    expect_status(
        grpc.StatusCode.UNIMPLEMENTED,
        lambda: other.UnimplementedCall(empty.Empty(), timeout=LIMIT))


def wrong_method(stub):
    call = stub.channel.unary_unary("/grpc.testing.TestService/NoSuchCall")
    expect_status(grpc.StatusCode.UNIMPLEMENTED, lambda: call(b"", timeout=LIMIT))


# Streams.


def client_streaming(stub):
    requests = (messages.StreamingInputCallRequest(payload=zeros(size)) for size in REQUEST_SIZES)
    reply = stub.StreamingInputCall(requests, timeout=LIMIT)
    expect("the aggregated size", reply.aggregated_payload_size, 74922)


def server_streaming(stub):
    expect_sizes(
        stub.StreamingOutputCall(stream_request(0, *RESPONSE_SIZES), timeout=LIMIT), RESPONSE_SIZES)


def slow_consumer(stub):
    """The server is far ahead of its client, and has to wait."""
    sizes = []
    request = stream_request(0, *[5150] * 400)
    for reply in stub.StreamingOutputCall(request, timeout=LIMIT):
        sizes.append(len(reply.payload.body))
        time.sleep(0.002)
    expect("the reply sizes", sizes, [5150] * 400)


def ping_pong(stub):
    turn = threading.Semaphore(0)

    def requests():
        for size, response_size in zip(REQUEST_SIZES, RESPONSE_SIZES):
            yield stream_request(size, response_size)
            turn.acquire(timeout=LIMIT)

    replies = []
    for reply in stub.FullDuplexCall(requests(), timeout=LIMIT):
        replies.append(reply)
        turn.release()
    expect_sizes(replies, RESPONSE_SIZES)


def empty_stream(stub):
    expect_sizes(stub.FullDuplexCall(iter(()), timeout=LIMIT), [])


def half_duplex(stub):
    requests = map(stream_request, REQUEST_SIZES, RESPONSE_SIZES)
    expect_sizes(stub.HalfDuplexCall(requests, timeout=LIMIT), RESPONSE_SIZES)


# Calls that are over before they are done.


def timeout_on_sleeping_server(stub):
    request = OpenRequest(stream_request(27182, 31415))
    expect_status(
        grpc.StatusCode.DEADLINE_EXCEEDED,
        lambda: list(stub.FullDuplexCall(iter(request), timeout=0.001)))
    request.close()


def deadline_at_server(stub):
    """The client does not keep the deadline that this header tells the server of."""
    request = messages.StreamingOutputCallRequest(
        response_parameters=[messages.ResponseParameters(size=1, interval_us=LIMIT * 1000000)])
    expect_status(
        grpc.StatusCode.DEADLINE_EXCEEDED,
        lambda: list(stub.StreamingOutputCall(request, metadata=[("grpc-timeout", "50m")])),
        "the deadline passed while grpc.testing.TestService/StreamingOutputCall ran")


def deadline_after_pause(stub):
    """A deadline counts from the request, however long the server had nothing to do before."""
    empty_unary(stub)
    # Not to wait for something, but for nothing to happen: longer than the deadline that follows.
    time.sleep(1.2)
    stub.EmptyCall(empty.Empty(), metadata=[("grpc-timeout", "1S")])


def cancel_after_begin(stub):
    request = OpenRequest()
    call = stub.StreamingInputCall.future(iter(request), timeout=LIMIT)
    call.cancel()
    request.close()
    expect("being cancelled", call.cancelled(), True)
    expect("the code", call.code(), grpc.StatusCode.CANCELLED)


def cancel_after_first_response(stub):
    request = OpenRequest(stream_request(27182, 31415))
    call = stub.FullDuplexCall(iter(request), timeout=LIMIT)
    expect_sizes([next(call)], [31415])
    call.cancel()
    expect_status(grpc.StatusCode.CANCELLED, lambda: next(call))
    request.close()


# Statuses and metadata.


def status_code_and_message(stub):
    status = messages.EchoStatus(code=2, message="test status message")
    expect_echo(stub, status)
    request = messages.StreamingOutputCallRequest(response_status=status)
    expect_status(
        grpc.StatusCode.UNKNOWN,
        lambda: list(stub.FullDuplexCall(iter([request]), timeout=LIMIT)), status.message)


def special_status_message(stub):
    message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
    expect_echo(stub, messages.EchoStatus(code=2, message=message))


def expect_echo(stub, status):
    expect_status(
        grpc.StatusCode.UNKNOWN,
        lambda: stub.UnaryCall(messages.SimpleRequest(response_status=status), timeout=LIMIT),
        status.message)


def pairs(metadata, key):
    return [(name, value) for name, value in metadata if name == key]


def custom_metadata(stub):
    initial = ("x-grpc-test-echo-initial", "test_initial_metadata_value")
    trailing = ("x-grpc-test-echo-trailing-bin", b"\xab\xab\xab")
    reply, unary = stub.UnaryCall.with_call(
        large_request(), metadata=[initial, trailing], timeout=LIMIT)
    expect("the payload", reply.payload.body, bytes(314159))
    stream = stub.FullDuplexCall(
        iter([stream_request(271828, 314159)]), metadata=[initial, trailing], timeout=LIMIT)
    expect_sizes(stream, [314159])
    for call in (unary, stream):
        expect("initial metadata", pairs(call.initial_metadata(), initial[0]), [initial])
        expect("trailing metadata", pairs(call.trailing_metadata(), trailing[0]), [trailing])


def binary_metadata(stub):
    """Every byte value, at every length of base64's last group, also with a failed call."""
    key = "x-grpc-test-echo-trailing-bin"
    values = [(key, bytes(range(256))[:size]) for size in (0, 1, 2, 3, 256)]
    status = messages.EchoStatus(code=9, message="failed, with metadata")
    error = expect_status(
        grpc.StatusCode.FAILED_PRECONDITION,
        lambda: stub.UnaryCall(
            messages.SimpleRequest(response_status=status), metadata=values, timeout=LIMIT))
    expect("trailing metadata", pairs(error.trailing_metadata(), key), values)


def spaced_metadata(stub):
    """Space around a value may go, but neither the value nor the call; a message keeps its own."""
    key = "x-grpc-test-echo-initial"
    _, call = stub.UnaryCall.with_call(
        messages.SimpleRequest(), metadata=[(key, "  one two ")], timeout=LIMIT)
    expect("initial metadata", pairs(call.initial_metadata(), key), [(key, "one two")])
    status = messages.EchoStatus(code=9, message=" two  words ")
    error = expect_status(
        grpc.StatusCode.FAILED_PRECONDITION,
        lambda: stub.UnaryCall(
            messages.SimpleRequest(response_status=status), timeout=LIMIT))
    expect("the message", error.details(), " two  words ")


# Compression.

TRUE, FALSE = messages.BoolValue(value=True), messages.BoolValue(value=False)


def client_compressed_unary(stub):
    request = large_request()
    request.expect_compressed.CopyFrom(TRUE)
    expect_status(
        grpc.StatusCode.INVALID_ARGUMENT, lambda: stub.UnaryCall(request, timeout=LIMIT))
    for algorithm in (grpc.Compression.Gzip, grpc.Compression.Deflate):
        reply = stub.UnaryCall(request, compression=algorithm, timeout=LIMIT)
        expect("the payload", reply.payload.body, bytes(314159))
    request.expect_compressed.CopyFrom(FALSE)
    expect("the payload", stub.UnaryCall(request, timeout=LIMIT).payload.body, bytes(314159))


def client_compressed_streaming(stub):
    """grpcio's client cannot leave out single messages of a stream."""
    def inputs(sizes, compressed):
        return iter([
            messages.StreamingInputCallRequest(payload=zeros(size), expect_compressed=compressed)
            for size in sizes
        ])

    expect_status(
        grpc.StatusCode.INVALID_ARGUMENT,
        lambda: stub.StreamingInputCall(inputs([27182], TRUE), timeout=LIMIT))
    reply = stub.StreamingInputCall(
        inputs([27182, 45904], TRUE), compression=grpc.Compression.Gzip, timeout=LIMIT)
    expect("the aggregated size", reply.aggregated_payload_size, 73086)


def server_compressed_unary(stub):
    for compressed in (TRUE, FALSE):
        request = large_request()
        request.response_compressed.CopyFrom(compressed)
        reply = stub.UnaryCall(request, timeout=LIMIT)
        expect("the payload", reply.payload.body, bytes(314159))


def server_compressed_streaming(stub):
    request = messages.StreamingOutputCallRequest(response_parameters=[
        messages.ResponseParameters(size=31415, compressed=TRUE),
        messages.ResponseParameters(size=92653, compressed=FALSE),
    ])
    expect_sizes(stub.StreamingOutputCall(request, timeout=LIMIT), [31415, 92653])


def compressed_sizes(stub):
    """Both sides compress as they like, and the limit counts what comes out."""
    for algorithm in (grpc.Compression.Gzip, grpc.Compression.Deflate):
        request = messages.SimpleRequest(
            response_size=MEBIBYTE, payload=zeros(4 * MEBIBYTE - 64), response_compressed=TRUE)
        reply = stub.UnaryCall(request, compression=algorithm, timeout=LIMIT)
        expect("the payload", len(reply.payload.body), MEBIBYTE)
        request = messages.SimpleRequest(payload=zeros(5 * MEBIBYTE))
        expect_status(
            grpc.StatusCode.RESOURCE_EXHAUSTED,
            lambda: stub.UnaryCall(request, compression=algorithm, timeout=LIMIT))
    empty_unary(stub)


# What servers say of themselves.


def pick_first_unary(stub):
    request = messages.SimpleRequest(fill_server_id=True)
    servers = {stub.UnaryCall(request, timeout=LIMIT).server_id for _ in range(100)}
    expect("the number of servers", len(servers), 1)
    expect("a server without a name", "" in servers, False)


def cacheable_unary(stub):
    """Without a cache on the way, so that each answer is fresh."""
    answers = [
        stub.CacheableUnaryCall.with_call(messages.SimpleRequest(), timeout=LIMIT)
        for _ in range(2)
    ]
    bodies = [reply.payload.body for reply, _ in answers]
    expect("the answers being times", [body.isdigit() for body in bodies], [True, True])
    expect("the answers being the same", bodies[0] == bodies[1], False)
    for _, call in answers:
        expect("the header", pairs(call.initial_metadata(), "cache-control"),
               [("cache-control", "max-age=60, public")])


def orca_per_rpc(stub):
    """grpcio knows the trailer, but hands it only to its own balancers."""
    wanted = messages.TestOrcaReport(
        cpu_utilization=0.8210, memory_utilization=0.5847, request_cost={"cost": 3456.32},
        utilization={"util": 0.30499})

    def reports(code, **fields):
        request = messages.SimpleRequest(**fields)
        request.response_status.code = code
        trailers = raw_call.unary_trailers(
            *stub.server, "/grpc.testing.TestService/UnaryCall", request.SerializeToString())
        expect("the status", pairs(trailers, "grpc-status"), [("grpc-status", str(code))])
        return [load_reports.read(value) for _, value in pairs(trailers, load_reports.KEY)]

    report = load_reports.report_of(wanted)
    expect("the reports", reports(0, orca_per_query_report=wanted), [report])
    # A call that fails has cost something too, and one that says nothing has nothing.
    expect("the reports", reports(9, orca_per_query_report=wanted), [report])
    expect("the reports", reports(0), [])


def orca_oob(stub):
    reports = [
        messages.TestOrcaReport(
            cpu_utilization=cpu, memory_utilization=memory, utilization={"util": other})
        for cpu, memory, other in ((0.8210, 0.5847, 0.30499), (0.29309, 0.2, 0.2039))
    ]
    turn = threading.Semaphore(0)

    def requests():
        for report in reports:
            yield messages.StreamingOutputCallRequest(
                response_parameters=[messages.ResponseParameters(size=1)],
                orca_oob_report=report)
            turn.acquire(timeout=LIMIT)

    answers = 0
    for _ in stub.FullDuplexCall(requests(), timeout=LIMIT):
        wanted = load_reports.report_of(reports[answers])
        watch = load_reports.watch(stub.channel, 1, LIMIT)
        next(report for report in watch if report == wanted)
        watch.cancel()
        answers += 1
        turn.release()
    expect("the answers", answers, 2)
    # What a call had reported goes with it.
    watch = load_reports.watch(stub.channel, 1, LIMIT)
    next(report for report in watch if report == load_reports.report_of(messages.TestOrcaReport()))
    watch.cancel()


# Sizes and numbers.


def big_messages(stub):
    """Just below 4 MiB, the limit of what the server takes, both ways."""
    size = 4 * MEBIBYTE - 64
    request = messages.SimpleRequest(response_size=size, payload=zeros(size))
    expect("the payload", stub.UnaryCall(request, timeout=LIMIT).payload.body, bytes(size))
    expect_sizes(
        stub.FullDuplexCall(iter([stream_request(size, size)] * 3), timeout=LIMIT), [size] * 3)


def too_big_message(stub):
    """One message above the limit fails its call only: the connection goes on."""
    request = messages.SimpleRequest(payload=zeros(4 * MEBIBYTE))
    expect_status(
        grpc.StatusCode.RESOURCE_EXHAUSTED, lambda: stub.UnaryCall(request, timeout=LIMIT))
    empty_unary(stub)


def many_calls(stub):
    """1,000 calls at once on one connection."""
    calls = [
        stub.UnaryCall.future(messages.SimpleRequest(response_size=size), timeout=LIMIT)
        for size in range(1000)
    ]
    expect_sizes([call.result(timeout=LIMIT) for call in calls], list(range(1000)))


CASES = {
    case.__name__: case
    for case in (
        empty_unary, large_unary, client_streaming, server_streaming, slow_consumer, ping_pong,
        empty_stream, half_duplex, timeout_on_sleeping_server, cancel_after_begin,
        cancel_after_first_response, status_code_and_message, special_status_message,
        custom_metadata, unimplemented_method, unimplemented_service, wrong_method,
        deadline_at_server, deadline_after_pause, binary_metadata, spaced_metadata, big_messages,
        too_big_message, many_calls, client_compressed_unary, client_compressed_streaming,
        server_compressed_unary, server_compressed_streaming, compressed_sizes, pick_first_unary,
        cacheable_unary, orca_per_rpc, orca_oob)
}


def read(path):
    with open(path, "rb") as file:
        return file.read()


def connect(address, tls, options):
    if not tls:
        return grpc.insecure_channel(address, options=options)
    authority, *own = map(read, tls)
    certificate, key = own or (None, None)
    credentials = grpc.ssl_channel_credentials(authority, key, certificate)
    return grpc.secure_channel(address, credentials, options=options)


def main():
    port, case, *tls = sys.argv[1:]
    # The limits are the server's to keep here.
    options = [
        ("grpc.max_send_message_length", 64 * MEBIBYTE),
        ("grpc.max_receive_message_length", 64 * MEBIBYTE),
    ]
    with connect(f"127.0.0.1:{port}", tls, options) as channel:
        stub = services.TestServiceStub(channel)
        stub.channel = channel
        stub.server = (int(port), tls[0] if tls else None)
        CASES[case](stub)


main()
