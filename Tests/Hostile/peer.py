"""Attacks a server of grpc.testing.TestService, and checks how it bears it.

    peer.py PORT PID ATTACK

Exits 0 if the server did what it should, answers calls afterwards, and has not grown out of
bounds; otherwise the reason is on standard error.
"""

import sys

sys.dont_write_bytecode = True

import floods
import frames
import requests
from connection import Connection, expect_good_call

ATTACKS = {**requests.ATTACKS, **frames.ATTACKS, **floods.ATTACKS}
# What a server takes by itself is below 40 MiB; the largest message allowed is 4 MiB.
MEMORY_LIMIT_KIB = 128 << 10


def peak_memory_kib(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    raise AssertionError("the server has no memory: it is gone")


def main():
    port, pid, name = sys.argv[1:]
    attack = ATTACKS[name]
    attack(int(port))
    expect_good_call(Connection(int(port)), 1)
    peak = peak_memory_kib(pid)
    if peak > MEMORY_LIMIT_KIB:
        raise AssertionError(f"the server grew to {peak >> 10} MiB")


if sys.argv[1:] == ["--list"]:
    print("\n".join(ATTACKS))
else:
    main()
