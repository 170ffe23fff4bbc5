"""The modules that grpc_tools makes of the interop protos, made when a peer starts."""

import importlib
import pathlib
import sys
import tempfile

try:
    import grpc
    from grpc_tools import protoc
except ImportError as error:
    raise SystemExit(f"{error}; install it with: make setup") from error

ROOT = pathlib.Path(__file__).resolve().parents[2] / "Protos"
FILES = [f"grpc/testing/{name}.proto" for name in ("empty", "messages", "test")]


def _compile():
    with tempfile.TemporaryDirectory() as folder:
        # Both are called `grpc`, the folder of the protos and the package of the library: a
        # package cannot be in two places unless its path says so.
        outputs = [f"--{kind}_out={folder}" for kind in ("python", "grpc_python")]
        if protoc.main(["protoc", f"--proto_path={ROOT}"] + outputs + FILES) != 0:
            raise SystemExit("the interop protos do not compile")
        grpc.__path__.append(f"{folder}/grpc")
        return [
            importlib.import_module(f"grpc.testing.{name}")
            for name in ("empty_pb2", "messages_pb2", "test_pb2_grpc")
        ]


sys.dont_write_bytecode = True
empty, messages, services = _compile()
