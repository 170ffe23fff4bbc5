"""What a server keeps in memory, before and after it has seen connections and calls."""

import contextlib
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from peer import Peer
from processes import Failed, Server
from samples import Samples
from servers import REQUEST

# Idle connections, at each of which memory is looked at.
STEPS = (1000, 10_000)
PATIENCE_SECONDS = 20
# Connections that have just served a call are not idle yet.
SETTLING_SECONDS = 1

SETTINGS, HEADERS, DATA, GOAWAY = 4, 1, 0, 7
ACK = END_STREAM = 1
END_HEADERS = 4


def frame(kind: int, flags: int, stream: int, payload: bytes) -> bytes:
    """RFC 9113, 4.1."""
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") \
        + payload


def literal(name: str, value: str) -> bytes:
    """A header field without indexing and a new name: RFC 7541, 6.2.2. Short ones only."""
    return b"\0" + bytes([len(name)]) + name.encode() + bytes([len(value)]) + value.encode()


CALL = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0, b"") + frame(
    HEADERS, END_HEADERS, 1,
    b"".join(literal(*field) for field in (
        (":method", "POST"), (":scheme", "http"), (":path", "/bench.Echo/Unary"),
        (":authority", "127.0.0.1"), ("te", "trailers"), ("content-type", "application/grpc")))
) + frame(DATA, END_STREAM, 1, REQUEST)


def receive(connection: socket.socket, count: int) -> bytes:
    received = b""
    while len(received) < count:
        more = connection.recv(count - len(received))
        if not more:
            raise Failed("the server has closed an idle connection")
        received += more
    return received


def call_once(port: int) -> socket.socket:
    """A connection on which one call was made and answered."""
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
    connection.sendall(CALL)
    while True:
        head = receive(connection, 9)
        kind, flags = head[3], head[4]
        receive(connection, int.from_bytes(head[:3], "big"))
        if kind == GOAWAY:
            raise Failed("the server has refused a connection")
        if kind == SETTINGS and not flags & ACK:
            connection.sendall(frame(SETTINGS, ACK, 0, b""))
        if kind == HEADERS and flags & END_STREAM:
            return connection


def program_bytes(program: Path) -> int:
    """The size of an executable without symbols, which some compilers write and some do not."""
    with tempfile.NamedTemporaryFile() as stripped:
        subprocess.run(["strip", "-o", stripped.name, str(program)], check=True)
        return Path(stripped.name).stat().st_size


def measure(peer: Peer, server: Server, samples: Samples) -> None:
    """To be called with a fresh server."""
    idle = server.resident_kb()
    samples.add("memory", "memory", "idle_mb", peer.name, idle / 1024)
    with contextlib.ExitStack() as stack:
        open_connections = 0
        for step in STEPS:
            while open_connections < step:
                stack.enter_context(call_once(server.port))
                open_connections += 1
            time.sleep(SETTLING_SECONDS)
            grown = server.resident_kb() - idle
            samples.add("memory", "memory", f"kb_of_{step}", peer.name, grown / step)
