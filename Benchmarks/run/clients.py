"""Each language's client: unary calls on the floor, which is the same for all; streams and large
messages on its own server; unary calls on every other server, and over TLS."""

import json

from peer import Command, Peer
from processes import Server, load
from samples import Samples

# Calls, or messages of one stream.
ON_THE_FLOOR = {"lat": 10_000, "tput": 80_000}
ON_ITS_OWN = {"sstream": 100_000, "cstream": 100_000, "bidi": 10_000, "big": 100, "bulk": 256}
ON_OTHERS = {"lat": 2000, "tput": 20_000}
# As every client has it: what comes before the client's clock starts, but on the server's.
MAXIMUM_WARM_UP = 1000
FLOOR_OUTSTANDING = {"lat": 1, "tput": 100}


def command(peer: Peer, client: Command, port: int, mode: str, count: int) -> Command:
    if peer.unary_only:
        return [*client, str(port), str(count), str(FLOOR_OUTSTANDING[mode])]
    return [*client, "--port", str(port), "--mode", mode, "--count", str(count)]


def measure(
    peer: Peer, server: Server, modes: dict[str, int], scale: float, samples: Samples,
    part: str = "clients", load_suffix: str = "",
) -> None:
    for name, plain in peer.clients.items():
        client = plain
        if server.certificate:
            client = [*plain, *peer.trusts, str(server.certificate)]
        for mode, most in modes.items():
            count = max(20, int(most * peer.pace * scale))
            before = server.processor_us()
            said = load(command(peer, client, server.port, mode, count), peer.environment)
            processor = server.processor_us() - before
            for figure, value in json.loads(said).items():
                if figure not in ("mode", "n"):
                    samples.add(part, mode + load_suffix, figure, name, value)
            warm_up = min(MAXIMUM_WARM_UP, max(1, count // 10))
            samples.add(
                part, mode + load_suffix, "server_cpu_us", name, processor / (count + warm_up))
