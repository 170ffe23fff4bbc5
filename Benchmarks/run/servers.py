"""Servers under h2load, which costs little itself and is the same for all."""

import re
import tempfile
from collections.abc import Sequence

from peer import Command, Peer
from processes import Failed, Server, load
from samples import Samples

# Connections, calls outstanding on each, calls.
LOADS = ((10, 10, 80_000), (1, 1, 10_000), (1, 100, 80_000), (100, 10, 80_000))
# Calls one at a time, by turns of a moment: most of their time is the kernel's, which sways.
ALONE = ((1, 1, 2500),)
TURNS = 4
# The calls before those that are counted: these, or a quarter as many.
WARM_UP = 5000
# A gRPC frame around bench.EchoRequest { text: 16 × "x", n: 1 }.
REQUEST = b"\0\0\0\0\x14\x0a\x10" + b"x" * 16 + b"\x10\x01"


def h2load_command(
    server: Server, body: str, connections: int, streams: int, calls: int, scheme: str = "http"
) -> Command:
    return [
        "h2load", "-t", "1", "-n", str(calls), "-c", str(connections), "-m", str(streams),
        "-d", body, "-H", "content-type: application/grpc", "-H", "te: trailers",
        f"{scheme}://127.0.0.1:{server.port}/bench.Echo/Unary"]


def h2load(
    server: Server, connections: int, streams: int, calls: int, scheme: str = "http"
) -> float:
    """Makes calls; how many there were per second."""
    with tempfile.NamedTemporaryFile() as body:
        body.write(REQUEST)
        body.flush()
        said = load(h2load_command(server, body.name, connections, streams, calls, scheme))
    rate = re.search(r"finished in .*, ([\d.]+) req/s", said)
    if rate is None or f" {calls} succeeded" not in said:
        raise Failed(f"h2load: {said[-600:]}")
    return float(rate[1])


def measure(
    peer: Peer, server: Server, scale: float, samples: Samples,
    loads: Sequence[tuple[int, int, int]] = LOADS, part: str = "servers", name: str = "",
) -> None:
    for connections, streams, most in loads:
        calls = max(connections * streams, int(most * peer.pace * scale))
        warm_up = max(connections * streams, min(int(WARM_UP * peer.pace), calls // 4))
        h2load(server, connections, streams, warm_up, peer.scheme)
        before = server.processor_us()
        rate = h2load(server, connections, streams, calls, peer.scheme)
        cost = (server.processor_us() - before) / calls
        figure = f"c{connections} m{streams}"
        samples.add(part, figure, "cpu_us", name or peer.name, cost)
        samples.add(part, figure, "per_s", name or peer.name, rate)


def measure_alone(
    servers: Sequence[tuple[Peer, Server]], scale: float, samples: Samples
) -> None:
    for _ in range(TURNS):
        for peer, server in servers:
            measure(peer, server, scale, samples, ALONE)
