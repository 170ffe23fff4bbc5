"""Builds what is measured. Each function makes one peer, or raises `Missing`."""

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from peer import Command, Missing, Peer
from places import BENCHMARKS, BUILT, PEERS, PROTO, PROTOS, ROOT

PYTHON = ROOT / ".venv" / "bin" / "python"


def run(command: Command, environment: Mapping[str, str] | None = None) -> str:
    """What the command prints. `Missing`, with its first error, if it fails."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | dict(environment or {}), text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as error:
        raise Missing(f"{command[0]}: {error.strerror}") from error
    if done.returncode != 0:
        lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        complaints = ("error:", "cannot ", "not found")
        wrong = [line for line in lines if any(complaint in line for complaint in complaints)]
        raise Missing(f"{Path(command[0]).name}: {(wrong or lines[-1:] or ['failed'])[0]}")
    return done.stdout.strip()


def is_current(made: Path, sources: Iterable[Path]) -> bool:
    newest = max(source.stat().st_mtime for source in sources)
    return made.exists() and made.stat().st_mtime >= newest


def debian(package: str) -> str:
    version = run(["dpkg-query", "-W", "-f", "${Version}", package])
    return version.partition(":")[2].partition("-")[0] or version.partition("-")[0]


def folder_for(name: str) -> Path:
    folder = BUILT / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def build_floor() -> Peer:
    folder = folder_for("floor")
    for side in ("server", "client"):
        source, program = BENCHMARKS / "floor" / f"{side}.c", folder / side
        if not is_current(program, [source]):
            run(["gcc", "-O2", "-o", str(program), str(source), "-lnghttp2"])
    return Peer(
        "floor", f"nghttp2 {debian('libnghttp2-dev')}", [str(folder / "server")],
        {"floor": [str(folder / "client")]}, binary=folder / "server", unary_only=True)


def build_martlet() -> Peer:
    for product in ("bench-server", "bench-client"):
        run(["swift", "build", "-c", "release", "--product", product])
    folder = ROOT / ".build" / "release"
    client = [str(folder / "bench-client")]
    return Peer(
        "martlet", run(["git", "describe", "--always", "--dirty"]),
        [str(folder / "bench-server"), "--loops", "1"],
        {"martlet": client, "martlet-pool": [*client, "--from", "pool"]},
        binary=folder / "bench-server", trusts=["--tls", "--ca"],
        clean_build=["swift", "build", "-c", "release", "--product", "bench-server",
                     "--scratch-path"])


def build_martlet_tls() -> Peer:
    plain = build_martlet()
    folder = folder_for("certificates")
    key, certificate = folder / "local.key", folder / "local.pem"
    if not certificate.exists():
        run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-keyout", str(key), "-out", str(certificate), "-days", "3650",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"])
    secured = ["--tls", "--cert", str(certificate), "--key", str(key)]
    return Peer(
        "martlet-tls", plain.version, [plain.server[0], *secured, *plain.server[1:]],
        scheme="https", certificate=certificate)


def build_grpc_go() -> Peer:
    folder = folder_for("grpc-go")
    stubs, ours = folder / "src" / "bench", folder / "src" / "peer"
    sources = [PROTO, *(PEERS / "grpc-go").rglob("*.go")]
    # Debian keeps the sources of its Go libraries in a folder of the shape that GOPATH wants.
    environment = {
        "GO111MODULE": "off", "GOPATH": f"{folder}:/usr/share/gocode", "GOFLAGS": "-p=1"}
    if not is_current(folder / "client", sources):
        stubs.mkdir(parents=True, exist_ok=True)
        run(["protoc", "-I", str(PROTOS), f"--go_out=plugins=grpc:{stubs}", PROTO.name])
        shutil.copytree(PEERS / "grpc-go", ours, dirs_exist_ok=True)
        for side in ("server", "client"):
            run(["go", "build", "-o", str(folder / side), f"peer/{side}"], environment)
    return Peer(
        "grpc-go", debian("golang-google-grpc-dev"), [str(folder / "server")],
        {"grpc-go": [str(folder / "client")]}, {"GOMAXPROCS": "1"}, binary=folder / "server",
        trusts=["--ca"])


def build_grpc_cpp() -> Peer:
    folder = folder_for("grpc-cpp")
    plugin = shutil.which("grpc_cpp_plugin")
    if plugin is None:
        raise Missing("grpc_cpp_plugin is not installed (protobuf-compiler-grpc)")
    sources = [PROTO, *(PEERS / "grpc-cpp").iterdir()]
    if not is_current(folder / "client", sources):
        run(["protoc", "-I", str(PROTOS), f"--cpp_out={folder}", f"--grpc_out={folder}",
             f"--plugin=protoc-gen-grpc={plugin}", PROTO.name])
        compiler = ["g++", "-std=c++17", "-O2", "-I", str(folder)]
        stubs = [str(folder / f"{name}.o") for name in ("bench.pb", "bench.grpc.pb")]
        for stub in stubs:
            run([*compiler, "-c", stub.removesuffix(".o") + ".cc", "-o", stub])
        libraries = shlex.split(run(["pkg-config", "--libs", "grpc++", "protobuf"]))
        for side in ("server", "client"):
            source = str(PEERS / "grpc-cpp" / f"{side}.cc")
            run([*compiler, source, *stubs, "-o", str(folder / side), *libraries])
    return Peer(
        "grpc-cpp", debian("libgrpc++-dev"), [str(folder / "server")],
        {"grpc-cpp": [str(folder / "client")]}, binary=folder / "server", trusts=["--ca"])


def build_grpcio() -> Peer:
    folder = folder_for("grpcio")
    if not is_current(folder / "bench_pb2_grpc.py", [PROTO]):
        run([str(PYTHON), "-m", "grpc_tools.protoc", "-I", str(PROTOS), f"--python_out={folder}",
             f"--grpc_python_out={folder}", PROTO.name])
    version = run([str(PYTHON), "-c", "import grpc; print(grpc.__version__)"])
    source = PEERS / "grpcio"
    return Peer(
        "grpcio", version, [str(PYTHON), str(source / "server.py")],
        {"grpcio": [str(PYTHON), str(source / "client.py")]},
        {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}, pace=0.15, trusts=["--ca"])


def build_grpc_swift(name: str, *flags: str) -> Peer:
    package = PEERS / "grpc-swift"
    generated = package / "Sources" / "Messages" / "Generated"
    scratch = BUILT / "grpc-swift"
    # The runtime inside, as in Martlet's programs.
    swift = ["swift", "build", "-c", "release", "--static-swift-stdlib",
             "--package-path", str(package), "--scratch-path", str(scratch)]
    folder = scratch / "release"
    if not is_current(generated / "bench.grpc.swift", [PROTO]):
        generated.mkdir(exist_ok=True)
        options = ["-I", str(PROTOS)]
        for plugin, option in (("protoc-gen-swift", "swift"),
                               ("protoc-gen-grpc-swift-2", "grpc-swift-2")):
            # Never the whole of swift-protobuf: its protoc alone takes ten minutes.
            run([*swift, "--product", plugin])
            options += [f"--plugin={folder / plugin}", f"--{option}_out={generated}",
                        f"--{option}_opt=Visibility=Public"]
        run(["protoc", *options, PROTO.name])
    for side in ("server", "client"):
        run([*swift, "--product", f"grpc-swift-{side}"])
    server = folder / "grpc-swift-server"
    return Peer(
        name, resolved(package, "grpc-swift-2"), [str(server), *flags],
        {name: [str(folder / "grpc-swift-client"), *flags]}, pace=0.3, binary=server,
        # Once is enough: the tuned one is the same program.
        clean_build=[] if flags else [
            "swift", "build", "-c", "release", "--product", "grpc-swift-server",
            "--package-path", str(package), "--scratch-path"])


def resolved(package: Path, dependency: str) -> str:
    """The version of a dependency that was resolved."""
    pins = json.loads((package / "Package.resolved").read_text())["pins"]
    return next((pin["state"]["version"] for pin in pins if pin["identity"] == dependency), "")


BUILDERS: dict[str, Callable[[], Peer]] = {
    "floor": build_floor,
    "martlet": build_martlet,
    "martlet-tls": build_martlet_tls,
    "grpc-go": build_grpc_go,
    "grpc-cpp": build_grpc_cpp,
    "grpc-swift": lambda: build_grpc_swift("grpc-swift"),
    "grpc-swift-tuned": lambda: build_grpc_swift("grpc-swift-tuned", "--tuned"),
    "grpcio": build_grpcio,
}


# Without these there is nothing to compare.
REQUIRED = ("floor", "martlet")


def build(names: Iterable[str]) -> list[Peer]:
    """All of them; whoever cannot be built says why. Ends the program if it is one of ours."""
    peers = []
    for name in names:
        print(f"==> building {name}", flush=True)
        try:
            peers.append(BUILDERS[name]())
        except Missing as reason:
            print(f"    missing: {reason}", flush=True)
            if name in REQUIRED:
                raise SystemExit(1) from reason
            peers.append(Peer(name, missing=str(reason)))
    return peers
