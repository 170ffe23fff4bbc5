"""A link to a server that holds back every byte for a while, each way, and drops none.

    slow_link.py PORT MILLISECONDS BYTES

Prints `listening on ipv4:127.0.0.1:PORT`, and serves until it is killed. Says `full` each time that
it begins to hold more than BYTES in one direction.
"""

import queue
import socket
import sys
import threading
import time


class Load:
    """The bytes that are on their way in one direction."""

    def __init__(self, most):
        self.most = most
        self.count = 0
        self.lock = threading.Lock()

    def change(self, count):
        with self.lock:
            if self.count <= self.most < self.count + count:
                print("full", flush=True)
            self.count += count


def carry(source, target, delay, most):
    """Moves bytes from one socket to the other, `delay` seconds after they came."""
    waiting = queue.SimpleQueue()
    load = Load(most)

    def deliver():
        while True:
            due, data = waiting.get()
            time.sleep(max(0, due - time.monotonic()))
            try:
                if not data:
                    target.shutdown(socket.SHUT_WR)
                    return
                load.change(-len(data))
                target.sendall(data)
            except OSError:
                return

    threading.Thread(target=deliver, daemon=True).start()
    while True:
        try:
            data = source.recv(1 << 18)
        except OSError:
            data = b""
        load.change(len(data))
        waiting.put((time.monotonic() + delay, data))
        if not data:
            return


def main():
    port, delay, most = int(sys.argv[1]), int(sys.argv[2]) / 1000, int(sys.argv[3])
    listener = socket.create_server(("127.0.0.1", 0))
    print(f"listening on ipv4:127.0.0.1:{listener.getsockname()[1]}", flush=True)
    while True:
        near, _ = listener.accept()
        far = socket.create_connection(("127.0.0.1", port))
        for end in (near, far):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=carry, args=(source, target, delay, most), daemon=True).start()


main()
