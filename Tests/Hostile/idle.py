"""Leaves many connections to a server of grpc.testing.TestService idle, each after a call.

    idle.py PORT PID

Exits 0 once what the server keeps for each is little; otherwise the reason is on standard error.
"""

import sys
import time

sys.dont_write_bytecode = True

from connection import PATIENCE, Connection, expect_good_call

CONNECTIONS = 400
# The first ones make the server warm, and do not count.
FIRST = 100
LIMIT_BYTES = 10_000


def resident_bytes(pid):
    with open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) << 10
    raise AssertionError("the server has no memory: it is gone")


def main():
    port, pid = map(int, sys.argv[1:])
    connections = []

    def open_until(count):
        while len(connections) < count:
            connections.append(Connection(port))
            expect_good_call(connections[-1], 1)

    open_until(FIRST)
    before = resident_bytes(pid)
    open_until(FIRST + CONNECTIONS)
    deadline = time.monotonic() + PATIENCE
    while (each := (resident_bytes(pid) - before) // CONNECTIONS) > LIMIT_BYTES:
        if time.monotonic() > deadline:
            raise AssertionError(f"an idle connection takes {each} bytes")
    for connection in connections[::50]:
        expect_good_call(connection, 3)


main()
