"""bench.Echo on grpcio, whose Unary fails with details. Serves until its standard input ends."""

import sys
from concurrent import futures

import grpc
from grpc_status import rpc_status

from details_client import status

sys.dont_write_bytecode = True


def fail(request, context):
    context.abort_with_status(rpc_status.to_status(status()))


class Fail(grpc.GenericRpcHandler):
    def service(self, details):
        return grpc.unary_unary_rpc_method_handler(fail)


server = grpc.server(futures.ThreadPoolExecutor(2), handlers=[Fail()])
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(f"listening on ipv4:127.0.0.1:{port}", flush=True)
sys.stdin.read()
server.stop(None)
