"""How long a server takes to build of nothing but sources: its library, and its messages."""

import os
import resource
import subprocess
import tempfile
import time

from peer import Peer
from places import ROOT
from processes import Failed
from samples import Samples


def swift(command: list[str]) -> None:
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ, text=True, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: {done.stdout.strip()[-600:]}")


def processor_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(peer: Peer, samples: Samples) -> None:
    """Sources are fetched before the clock starts."""
    # On the disk that builds are on otherwise: /tmp may be memory.
    with tempfile.TemporaryDirectory(dir=ROOT / ".build") as scratch:
        options = peer.clean_build[peer.clean_build.index("release") + 1:]
        at = options.index("--product")
        swift(["swift", "package", *options[:at], *options[at + 2:], scratch, "resolve"])
        start, processor = time.monotonic(), processor_seconds()
        swift([*peer.clean_build, scratch])
        samples.add("build", "build", "wall_s", peer.name, time.monotonic() - start)
        samples.add("build", "build", "processor_s", peer.name, processor_seconds() - processor)
