"""One call over HTTP/2 by `h2`, for trailers that grpcio keeps to itself."""

import base64
import socket
import ssl

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import ResponseReceived, StreamEnded, StreamReset, TrailersReceived

LIMIT = 30


def connect(port, authority_file, name):
    sock = socket.create_connection(("127.0.0.1", port), LIMIT)
    if authority_file is None:
        return sock
    context = ssl.create_default_context(cafile=authority_file)
    context.set_alpn_protocols(["h2"])
    return context.wrap_socket(sock, server_hostname=name)


def unary_trailers(port, authority_file, path, body, name="foo.test.google.fr"):
    """What ends the call of a method with one message; the values of -bin keys are bytes."""
    http2 = H2Connection(H2Configuration(header_encoding="utf-8"))
    http2.initiate_connection()
    http2.send_headers(1, [
        (":method", "POST"), (":scheme", "https" if authority_file else "http"),
        (":path", path), (":authority", name), ("te", "trailers"),
        ("content-type", "application/grpc"),
    ])
    http2.send_data(1, b"\0" + len(body).to_bytes(4, "big") + body, end_stream=True)
    found = []
    with connect(port, authority_file, name) as sock:
        while True:
            sock.sendall(http2.data_to_send())
            data = sock.recv(65536)
            if not data:
                raise AssertionError("the connection ended before the call")
            for event in http2.receive_data(data):
                if isinstance(event, (ResponseReceived, TrailersReceived)):
                    found = event.headers
                elif isinstance(event, StreamReset):
                    raise AssertionError(f"the call was reset with {event.error_code}")
                elif isinstance(event, StreamEnded):
                    return [decoded(*field) for field in found]


def decoded(name, value):
    if not name.endswith("-bin"):
        return name, value
    return name, base64.b64decode(value + "=" * (-len(value) % 4))
