"""grpc.testing.TestService on grpcio: what our client is tested against.

    peer_server.py [CERTIFICATE KEY [CLIENTS_AUTHORITY]]

With a certificate it speaks TLS, and with an authority requires certificates of clients.

Prints `listening on ipv4:127.0.0.1:PORT` once clients can connect, and serves until its standard
input ends, so that it cannot outlive whoever started it.
"""

import sys
import time
from concurrent import futures

from protos import empty, grpc, messages, services

INITIAL = "x-grpc-test-echo-initial"
TRAILING = "x-grpc-test-echo-trailing-bin"
STATUS_CODES = {code.value[0]: code for code in grpc.StatusCode}


def echo_metadata(context):
    given = context.invocation_metadata()
    initial = [(key, value) for key, value in given if key == INITIAL]
    if initial:
        context.send_initial_metadata(initial)
    context.set_trailing_metadata([(key, value) for key, value in given if key == TRAILING])


def check_status(request, context):
    if request.HasField("response_status") and request.response_status.code != 0:
        status = request.response_status
        context.abort(STATUS_CODES.get(status.code, grpc.StatusCode.UNKNOWN), status.message)


def answers(request, context):
    for parameters in request.response_parameters:
        if parameters.HasField("compressed"):
            compress(parameters.compressed, context)
        time.sleep(parameters.interval_us / 1e6)
        yield messages.StreamingOutputCallResponse(
            payload=messages.Payload(body=bytes(parameters.size)))
    check_status(request, context)


def compress(wanted, context):
    """Has the next message compressed, or sent as it is."""
    if not wanted.value:
        context.disable_next_message_compression()


class TestService(services.TestServiceServicer):
    """UnimplementedCall is inherited, and ends with UNIMPLEMENTED."""

    def EmptyCall(self, request, context):
        return empty.Empty()

    def UnaryCall(self, request, context):
        if request.HasField("response_compressed"):
            context.set_compression(grpc.Compression.Gzip)
            compress(request.response_compressed, context)
        echo_metadata(context)
        check_status(request, context)
        return messages.SimpleResponse(payload=messages.Payload(body=bytes(request.response_size)))

    def StreamingOutputCall(self, request, context):
        if any(parameters.HasField("compressed") for parameters in request.response_parameters):
            context.set_compression(grpc.Compression.Deflate)
        echo_metadata(context)
        yield from answers(request, context)

    def StreamingInputCall(self, request_iterator, context):
        size = sum(len(request.payload.body) for request in request_iterator)
        return messages.StreamingInputCallResponse(aggregated_payload_size=size)

    def FullDuplexCall(self, request_iterator, context):
        echo_metadata(context)
        for request in request_iterator:
            yield from answers(request, context)

    def HalfDuplexCall(self, request_iterator, context):
        for request in list(request_iterator):
            yield from answers(request, context)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def listen(server, address):
    if len(sys.argv) == 1:
        return server.add_insecure_port(address)
    certificate, key, *authority = map(read, sys.argv[1:])
    credentials = grpc.ssl_server_credentials(
        [(key, certificate)], authority[0] if authority else None, bool(authority))
    return server.add_secure_port(address, credentials)


def main():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
    services.add_TestServiceServicer_to_server(TestService(), server)
    port = listen(server, "127.0.0.1:0")
    server.start()
    print(f"listening on ipv4:127.0.0.1:{port}", flush=True)
    sys.stdin.read()
    server.stop(grace=0).wait()


main()
