"""Processes that are measured: a server on one core, whatever loads it on another."""

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from peer import Command, Peer

SERVER_CORE = "0"
LOAD_CORE = "1"
BOTH_CORES = "0,1"
PATIENCE_SECONDS = 120


class Failed(Exception):
    """A program did not do what it was to do."""


@dataclass
class Server:
    pid: int
    port: int
    # What it shows over TLS, which is its own authority.
    certificate: Path | None = None

    def processor_us(self) -> float:
        """User and system time of all threads there have been, to the nanosecond.

        Linux makes the identifier of a process's clock from its number: clock_getcpuclockid(3).
        /proc/PID/stat has the same time in ticks of 10 ms.
        """
        return time.clock_gettime_ns((~self.pid << 3) | 2) / 1000

    def resident_kb(self) -> int:
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def pinned(cores: str, command: Command) -> Command:
    return ["taskset", "-c", cores, *command]


@contextlib.contextmanager
def running(peer: Peer, cores: str = SERVER_CORE) -> Iterator[Server]:
    """The peer's server, from when it says its port; alone on its core, unless told otherwise."""
    process = subprocess.Popen(
        pinned(cores, peer.server), env=os.environ | peer.environment, text=True,
        stdout=subprocess.PIPE)
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        port = re.search(r":(\d+)$", line.strip())
        if port is None:
            raise Failed(f"{peer.name}'s server said {line.strip()!r} and not where it listens")
        yield Server(process.pid, int(port[1]), peer.certificate)
        if process.poll() is not None:
            raise Failed(f"{peer.name}'s server ended with {process.returncode}")
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


@contextlib.contextmanager
def in_background(command: Command) -> Iterator[None]:
    """Another load on the same core, which makes way for the one that is measured."""
    process = subprocess.Popen(
        pinned(LOAD_CORE, ["nice", "-n", "19", *command]), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    try:
        yield
        if process.poll() is not None:
            raise Failed(f"{command[0]} in the background ended with {process.returncode}")
    finally:
        process.kill()
        process.wait()


def load(command: Command, environment: dict[str, str] | None = None) -> str:
    """Runs what loads a server, and returns what it printed."""
    try:
        done = subprocess.run(
            pinned(LOAD_CORE, command), env=os.environ | (environment or {}), text=True,
            capture_output=True, timeout=PATIENCE_SECONDS, check=False)
    except subprocess.TimeoutExpired as late:
        raise Failed(f"{command[0]} was not done after {PATIENCE_SECONDS} s") from late
    if done.returncode != 0:
        raise Failed(f"{' '.join(command)}: {done.stderr.strip()[-300:]}")
    return done.stdout
