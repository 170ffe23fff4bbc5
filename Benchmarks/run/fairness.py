"""How long a client that makes one call at a time waits, alone and beside one that makes a thousand."""

import json
import tempfile

from peer import Peer
from processes import Server, in_background, load
from samples import Samples
from servers import REQUEST, h2load_command

CALLS = 3000
HEAVY_STREAMS = 1000
# More than it can make meanwhile.
HEAVY_CALLS = 1_000_000_000


def p99(client: Peer, server: Server, calls: int) -> float:
    """By the floor's client, which is the same for all."""
    said = load([*client.clients["floor"], str(server.port), str(calls), "1"])
    return float(json.loads(said)["p99_us"])


def measure(
    peer: Peer, server: Server, floor: Peer, scale: float, samples: Samples
) -> None:
    calls = int(CALLS * scale)
    alone = p99(floor, server, calls)
    with tempfile.NamedTemporaryFile() as body:
        body.write(REQUEST)
        body.flush()
        heavy = h2load_command(server, body.name, 1, HEAVY_STREAMS, HEAVY_CALLS, peer.scheme)
        with in_background(heavy):
            beside = p99(floor, server, calls)
    samples.add("fairness", "fairness", "alone_us", peer.name, alone)
    samples.add("fairness", "fairness", "beside_us", peer.name, beside)
    samples.add("fairness", "fairness", "ratio", peer.name, beside / alone)
