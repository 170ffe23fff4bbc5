"""grpc.testing.TestService on grpcio: what our client is tested against.

    peer_server.py [--tokens FOLDER] [CERTIFICATE KEY [CLIENTS_AUTHORITY]]

With a certificate it speaks TLS, and with an authority requires certificates of clients. With a
folder it gives out tokens, says there where, and names clients by them.

Prints `listening on ipv4:127.0.0.1:PORT` once clients can connect, and serves until its standard
input ends, so that it cannot outlive whoever started it.
"""

import argparse
import sys
import time
import uuid
from concurrent import futures

import load_reports
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

    def __init__(self, tokens):
        self.tokens = tokens
        self.reporter = load_reports.Reporter()
        self.server_id = uuid.uuid4().hex
        self.cached = str(time.time_ns()).encode()

    def EmptyCall(self, request, context):
        return empty.Empty()

    def UnaryCall(self, request, context):
        if request.HasField("response_compressed"):
            context.set_compression(grpc.Compression.Gzip)
            compress(request.response_compressed, context)
        echo_metadata(context)
        self.report(request, context)
        check_status(request, context)
        reply = messages.SimpleResponse(payload=messages.Payload(body=bytes(request.response_size)))
        if request.fill_server_id:
            reply.server_id = self.server_id
        if request.fill_username or request.fill_oauth_scope:
            self.name_client(request, reply, context)
        return reply

    def CacheableUnaryCall(self, request, context):
        """As if a cache stood before the server."""
        return messages.SimpleResponse(payload=messages.Payload(body=self.cached))

    def report(self, request, context):
        if request.HasField("orca_per_query_report"):
            report = load_reports.report_of(request.orca_per_query_report)
            context.set_trailing_metadata([(load_reports.KEY, report.SerializeToString())])

    def name_client(self, request, reply, context):
        values = [
            value for key, value in context.invocation_metadata() if key == "authorization"]
        scheme, _, token = values[0].partition(" ") if len(values) == 1 else ("", "", "")
        try:
            if scheme != "Bearer":
                raise ValueError("there is no bearer token")
            user, scope = self.tokens.owner(token)
        except ValueError as error:
            context.abort(grpc.StatusCode.UNAUTHENTICATED, str(error))
        if request.fill_username:
            reply.username = user
        if request.fill_oauth_scope:
            reply.oauth_scope = scope

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
            if request.HasField("orca_oob_report"):
                self.reporter.report = load_reports.report_of(request.orca_oob_report)
            yield from answers(request, context)

    def HalfDuplexCall(self, request_iterator, context):
        for request in list(request_iterator):
            yield from answers(request, context)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def listen(server, address, files):
    if not files:
        return server.add_insecure_port(address)
    certificate, key, *authority = map(read, files)
    credentials = grpc.ssl_server_credentials(
        [(key, certificate)], authority[0] if authority else None, bool(authority))
    return server.add_secure_port(address, credentials)


def give_out_tokens(folder):
    # Only then: it needs packages that nothing else does.
    from tokens import Tokens
    return Tokens(folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tokens")
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    service = TestService(give_out_tokens(options.tokens) if options.tokens else None)
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
    services.add_TestServiceServicer_to_server(service, server)
    server.add_generic_rpc_handlers([service.reporter.handler()])
    port = listen(server, "127.0.0.1:0", options.files)
    server.start()
    print(f"listening on ipv4:127.0.0.1:{port}", flush=True)
    sys.stdin.read()
    server.stop(grace=0).wait()


main()
