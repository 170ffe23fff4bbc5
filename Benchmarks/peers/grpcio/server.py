"""grpcio's asyncio server of bench.Echo. Its stubs are found by PYTHONPATH."""

import asyncio
from collections.abc import AsyncIterator

import bench_pb2
import bench_pb2_grpc
import grpc.aio

MAXIMUM_MESSAGE_BYTES = 64 << 20


class Echo(bench_pb2_grpc.EchoServicer):
    async def Unary(self, request, context) -> bench_pb2.EchoReply:
        return bench_pb2.EchoReply(text=request.text, n=request.n)

    async def ServerStream(self, request, context) -> AsyncIterator[bench_pb2.EchoReply]:
        text = "x" * request.payload
        for n in range(request.count):
            yield bench_pb2.EchoReply(text=text, n=n)

    async def ClientStream(self, requests, context) -> bench_pb2.Summary:
        count = 0
        async for _ in requests:
            count += 1
        return bench_pb2.Summary(count=count)

    async def Bidi(self, requests, context) -> AsyncIterator[bench_pb2.EchoReply]:
        async for request in requests:
            yield bench_pb2.EchoReply(text=request.text, n=request.n)


async def main() -> None:
    server = grpc.aio.server(
        options=[("grpc.max_receive_message_length", MAXIMUM_MESSAGE_BYTES)])
    bench_pb2_grpc.add_EchoServicer_to_server(Echo(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    print(f"listening on ipv4:127.0.0.1:{port}", flush=True)
    await server.wait_for_termination()


if __name__ == "__main__":
    asyncio.run(main())
