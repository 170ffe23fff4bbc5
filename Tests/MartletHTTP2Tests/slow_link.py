"""A link to a server that holds back every byte for a while, each way, and drops none.

    slow_link.py PORT MILLISECONDS

Prints `listening on ipv4:127.0.0.1:PORT`, and serves until it is killed.
"""

import queue
import socket
import sys
import threading
import time


def carry(source, target, delay):
    """Moves bytes from one socket to the other, `delay` seconds after they came."""
    waiting = queue.SimpleQueue()

    def deliver():
        while True:
            due, data = waiting.get()
            time.sleep(max(0, due - time.monotonic()))
            try:
                if not data:
                    target.shutdown(socket.SHUT_WR)
                    return
                target.sendall(data)
            except OSError:
                return

    threading.Thread(target=deliver, daemon=True).start()
    while True:
        try:
            data = source.recv(1 << 18)
        except OSError:
            data = b""
        waiting.put((time.monotonic() + delay, data))
        if not data:
            return


def main():
    port, delay = int(sys.argv[1]), int(sys.argv[2]) / 1000
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"listening on ipv4:127.0.0.1:{listener.getsockname()[1]}", flush=True)
    while True:
        near, _ = listener.accept()
        far = socket.create_connection(("127.0.0.1", port))
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=carry, args=(source, target, delay), daemon=True).start()


main()
