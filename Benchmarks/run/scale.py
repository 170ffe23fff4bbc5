"""Whether a call costs the same however many there are, and what a second loop brings."""

from dataclasses import replace

import servers
from peer import Peer
from processes import BOTH_CORES, running
from samples import Samples

# Connections, calls outstanding on each, calls.
CONNECTIONS = tuple((connections, 10, 60_000) for connections in (1, 10, 100, 1000))
STREAMS = tuple((1, streams, 60_000) for streams in (10, 100, 1000))
LOOPS = (10, 10, 80_000)
MEASURED = ("floor", "martlet")


def measure(peer: Peer, scale: float, samples: Samples) -> None:
    if peer.name not in MEASURED:
        return
    with running(peer) as server:
        servers.measure(peer, server, scale, samples, CONNECTIONS + STREAMS[1:], "scale")
    if peer.name == "martlet":
        for loops in (1, 2):
            command = [*peer.server[:-1], str(loops)]
            with running(replace(peer, server=command), BOTH_CORES) as server:
                name = f"martlet, {loops} loop{'s' if loops > 1 else ''}"
                servers.measure(peer, server, scale, samples, [LOOPS], "loops", name)
