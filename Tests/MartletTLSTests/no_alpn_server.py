"""A TLS server that knows no ALPN: takes one connection, and waits for its end.

    no_alpn_server.py CERTIFICATE KEY
"""

import socket
import ssl
import sys

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[1], sys.argv[2])
with socket.create_server(("127.0.0.1", 0)) as listener:
    print(f"listening on ipv4:127.0.0.1:{listener.getsockname()[1]}", flush=True)
    connection, _ = listener.accept()
    try:
        with context.wrap_socket(connection, server_side=True) as secured:
            while secured.recv(4096):
                pass
    except OSError:
        pass
