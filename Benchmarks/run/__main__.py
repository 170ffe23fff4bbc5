"""Martlet beside its peers: `make bench`. See Benchmarks/README.md."""

import argparse
import contextlib
import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence

import build
import building
import clients
import fairness
import memory
import report
import scale as scaling
import servers
from peer import Peer
from processes import Failed, running
from samples import Samples

PARTS = ("servers", "clients", "memory", "scale", "fairness", "matrix", "tls")
# What takes too long to be measured unless it is asked for.
OPTIONAL_PARTS = ("build",)
# How often everything is measured, and the share of the calls that is made.
THOROUGH = (5, 1.0)
QUICK = (2, 0.3)


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=build.BUILDERS, metavar="PEER",
                        help="measure this one; may be given several times: "
                        + ", ".join(build.BUILDERS))
    parser.add_argument("--part", action="append", choices=PARTS + OPTIONAL_PARTS,
                        help="measure this part; may be given several times; build, which builds "
                        "everything anew, only if it is")
    parser.add_argument("--rounds", type=int, help="how often everything is measured")
    parser.add_argument("--quick", action="store_true",
                        help="fewer calls, twice: about 3 minutes, with wider spreads")
    return parser.parse_args()


@contextlib.contextmanager
def noting(failures: list[str], what: str) -> Iterator[None]:
    """One peer's failure does not take the others' figures with it, but it is told."""
    try:
        yield
    except (Failed, OSError, ValueError) as failure:
        failures.append(f"{what}: {failure}")
        print(f"    failed: {what}: {failure}", flush=True)


def measure_round(
    peers: list[Peer], parts: Sequence[str], scale: float, samples: Samples, failures: list[str]
) -> None:
    """Every peer once: rounds take turns, so that a slow minute of the machine hits all alike."""
    floor = next((peer for peer in peers if peer.unary_only), None)
    for peer in peers:
        if "memory" in parts and peer.scheme == "http":
            with noting(failures, f"{peer.name}, memory"), running(peer) as server:
                memory.measure(peer, server, samples)
        if "servers" in parts:
            with noting(failures, f"{peer.name}, server"), running(peer) as server:
                servers.measure(peer, server, scale, samples)
                samples.add(
                    "memory", "memory", "after_load_mb", peer.name, server.resident_kb() / 1024)
        if "clients" in parts:
            if floor:
                with noting(failures, f"{peer.name}, client"), running(floor) as server:
                    clients.measure(peer, server, clients.ON_THE_FLOOR, scale, samples)
            if not peer.unary_only:
                with noting(failures, f"{peer.name}, streams"), running(peer) as server:
                    clients.measure(peer, server, clients.ON_ITS_OWN, scale, samples)
        if "scale" in parts:
            with noting(failures, f"{peer.name}, scale"):
                scaling.measure(peer, scale, samples)
        # The slow ones do not bear a thousand calls at once long enough to be measured beside them.
        if "fairness" in parts and floor and peer.scheme == "http" and peer.pace == 1:
            with noting(failures, f"{peer.name}, fairness"), running(peer) as server:
                fairness.measure(peer, server, floor, scale, samples)


def measure_alone(
    peers: list[Peer], scale: float, samples: Samples, failures: list[str]
) -> None:
    """Calls that come alone, on the faster servers by turns."""
    with noting(failures, "martlet and others, alone"), contextlib.ExitStack() as stack:
        quick = [peer for peer in peers if peer.scheme == "http" and peer.pace == 1]
        pairs = [(peer, stack.enter_context(running(peer))) for peer in quick]
        servers.measure_alone(pairs, scale, samples)


def measure_matrix(
    peers: list[Peer], scale: float, samples: Samples, failures: list[str]
) -> None:
    """Every client on every server, once: a look at who gets on with whom."""
    for server_peer in peers:
        if server_peer.scheme != "http":
            continue
        for peer in peers:
            what = f"{peer.name}'s client on {server_peer.name}'s server"
            with noting(failures, what), running(server_peer) as server:
                share = min(scale * server_peer.pace / max(peer.pace, server_peer.pace), 1.0)
                clients.measure(
                    peer, server, clients.ON_OTHERS, share, samples, "matrix",
                    f" on {server_peer.name}")


def measure_tls(
    peers: list[Peer], scale: float, samples: Samples, failures: list[str]
) -> None:
    """Every client that can, on the servers that speak TLS, once."""
    for secured in (peer for peer in peers if peer.certificate):
        for peer in (peer for peer in peers if peer.trusts):
            what = f"{peer.name}'s client on {secured.name}'s server"
            with noting(failures, what), running(secured) as server:
                share = min(scale, 1.0)
                clients.measure(peer, server, clients.ON_OTHERS, share, samples, "tls")


def main() -> int:
    chosen = options()
    if (os.cpu_count() or 1) < 2:
        print("benchmarks need two cores: one for the server, one for its load", file=sys.stderr)
        return 1
    # A descriptor for each connection, here and in the server.
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 2 * memory.STEPS[-1]), hard))
    peers = build.build(chosen.only or build.BUILDERS)
    present = [peer for peer in peers if not peer.missing]
    rounds, scale = QUICK if chosen.quick else THOROUGH
    rounds = chosen.rounds or rounds
    samples, start = Samples(), time.monotonic()
    failures: list[str] = []
    for peer in present:
        if peer.binary:
            size = memory.program_bytes(peer.binary) / (1 << 20)
            samples.add("memory", "memory", "binary_mb", peer.name, size)
    for number in range(rounds):
        print(f"==> round {number + 1} of {rounds}", flush=True)
        measure_round(present, chosen.part or PARTS, scale, samples, failures)
        if "servers" in (chosen.part or PARTS):
            measure_alone(present, scale, samples, failures)
    if "tls" in (chosen.part or PARTS):
        print("==> clients over TLS", flush=True)
        measure_tls(present, scale, samples, failures)
    if "build" in (chosen.part or PARTS):
        for peer in (peer for peer in present if peer.clean_build):
            print(f"==> building {peer.name} of nothing but sources", flush=True)
            with noting(failures, f"{peer.name}, clean build"):
                building.measure(peer, samples)
    if "matrix" in (chosen.part or PARTS):
        print("==> every client on every server", flush=True)
        measure_matrix(present, scale, samples, failures)
    minutes = (time.monotonic() - start) / 60
    about = (f"{report.machine()}; {rounds} round(s) of {scale:.0%} of the calls in "
             f"{minutes:.1f} minutes; load average at the end {os.getloadavg()[0]:.1f}.")
    print(report.write(peers, samples, failures, about))
    # Peers do not get on with each other in every case, which is theirs to mend.
    blamed = (failure.partition(": ")[0] for failure in failures)
    return 1 if any("martlet" in what for what in blamed) else 0


if __name__ == "__main__":
    sys.exit(main())
