"""grpcio's asyncio client of bench.Echo: the modes and the line of JSON of bench-client."""

import argparse
import asyncio
import json
import pathlib
import resource
import time
from collections.abc import Callable

import bench_pb2
import bench_pb2_grpc
import grpc.aio

# The unary calls that are outstanding at once when throughput is measured.
OUTSTANDING = 100
# The most calls that are made before the clock starts.
MAXIMUM_WARM_UP = 1000
MAXIMUM_MESSAGE_BYTES = 64 << 20

Note = Callable[[int], None]


class Load:
    """Calls of one kind; `note` gets the ns of each round trip where there is one at a time."""

    def __init__(self, echo: bench_pb2_grpc.EchoStub, size: int) -> None:
        self.echo = echo
        self.request = bench_pb2.EchoRequest(text="x" * size, n=1)

    async def lat(self, count: int, note: Note) -> None:
        for _ in range(count):
            start = time.monotonic_ns()
            reply = await self.echo.Unary(self.request)
            note(time.monotonic_ns() - start)
            assert len(reply.text) == len(self.request.text)

    big = lat

    async def tput(self, count: int, note: Note) -> None:
        async def share(calls: int) -> None:
            for _ in range(calls):
                assert (await self.echo.Unary(self.request)).n == 1

        await asyncio.gather(
            *(share((count + OUTSTANDING - 1 - worker) // OUTSTANDING)
              for worker in range(OUTSTANDING)))

    async def sstream(self, count: int, note: Note) -> None:
        request = bench_pb2.StreamRequest(count=count, payload=len(self.request.text))
        received = 0
        async for _ in self.echo.ServerStream(request):
            received += 1
        assert received == count

    bulk = sstream

    async def cstream(self, count: int, note: Note) -> None:
        call = self.echo.ClientStream()
        for _ in range(count):
            await call.write(self.request)
        await call.done_writing()
        assert (await call).count == count

    async def bidi(self, count: int, note: Note) -> None:
        call = self.echo.Bidi()
        for _ in range(count):
            start = time.monotonic_ns()
            await call.write(self.request)
            await call.read()
            note(time.monotonic_ns() - start)
        await call.done_writing()
        assert await call.read() is grpc.aio.EOF


def processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--mode", required=True)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--ca", type=pathlib.Path,
                        help="use TLS, and trust the authority in this file, in PEM")
    options = parser.parse_args()
    count: int = options.count
    size = 1 << 20 if options.mode in ("big", "bulk") else 16
    target = f"127.0.0.1:{options.port}"
    settings = [("grpc.max_receive_message_length", MAXIMUM_MESSAGE_BYTES)]
    if options.ca:
        trusted = grpc.ssl_channel_credentials(options.ca.read_bytes())
        opened = grpc.aio.secure_channel(target, trusted, options=settings)
    else:
        opened = grpc.aio.insecure_channel(target, options=settings)
    async with opened as channel:
        run = getattr(Load(bench_pb2_grpc.EchoStub(channel), size), options.mode)
        await run(min(MAXIMUM_WARM_UP, max(1, count // 10)), lambda _: None)
        latencies: list[int] = []
        processor, start = processor_seconds(), time.monotonic()
        await run(count, latencies.append)
        wall, processor = time.monotonic() - start, processor_seconds() - processor
    report = {"mode": options.mode, "n": count, "per_s": count / wall,
              "client_cpu_us": processor * 1e6 / count}
    if options.mode in ("lat", "bidi"):
        latencies.sort()
        for name, quantile in (("p50_us", 0.5), ("p99_us", 0.99), ("p999_us", 0.999)):
            report[name] = latencies[int(count * quantile)] / 1e3
    print(json.dumps(report))


if __name__ == "__main__":
    asyncio.run(main())
