"""Where things lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BENCHMARKS = ROOT / "Benchmarks"
PEERS = BENCHMARKS / "peers"
PROTOS = ROOT / "Protos" / "bench"
PROTO = PROTOS / "bench.proto"
# Ignored by git: what is built for the peers, and what was measured.
BUILT = ROOT / ".build" / "benchmarks"
RESULTS = BENCHMARKS / "results"
