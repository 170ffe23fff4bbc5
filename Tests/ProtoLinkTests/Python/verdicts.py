"""Holds what Martlet made of files against what protoc makes of them.

    verdicts.py FOLDER ROOT...

FOLDER has files, and beside each that Martlet took the set of its descriptor and those of its
imports, as NAME.pb. Files and their imports are looked up in FOLDER, then in the ROOTs. A line is
printed for every file about which the two are not of one opinion, and at last the number of those
that protoc had an opinion about.
"""

import os
import pathlib
import signal
import sys
import tempfile

import grpc_tools
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, text_format
from grpc_tools import _protoc_compiler

OWN = os.path.join(os.path.dirname(grpc_tools.__file__), "_proto")
SECONDS_PER_FILE = 60


def protoc(name, roots, output, complaints):
    """Compiles a file in a process of its own, since protoc does not survive every file.

    Returns None if it did not.
    """
    child = os.fork()
    if child == 0:
        status = 99
        try:
            os.dup2(os.open(complaints, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
            signal.alarm(SECONDS_PER_FILE)
            arguments = ["protoc", *(f"-I{root}" for root in [*roots, OWN])]
            arguments += ["--include_imports", "--include_source_info", f"-o{output}", name]
            status = _protoc_compiler.run_main([each.encode() for each in arguments])
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else None


def first_difference(ours, theirs):
    """The first lines in which two sets differ as messages; None if they do not."""
    left, right = (descriptor_pb2.FileDescriptorSet.FromString(each) for each in (ours, theirs))
    if left == right:
        return None
    # Custom options are fields only to those who know the files that declare them.
    pool = descriptor_pool.DescriptorPool()
    if all(file.name != "google/protobuf/descriptor.proto" for file in right.file):
        pool.AddSerializedFile(descriptor_pb2.DESCRIPTOR.serialized_pb)
    for file in right.file:
        pool.AddSerializedFile(file.SerializeToString())
    kind = pool.FindMessageTypeByName("google.protobuf.FileDescriptorSet")
    known = message_factory.GetMessageClass(kind)
    left, right = known.FromString(ours), known.FromString(theirs)
    if left == right:
        return None
    lines = [text_format.MessageToString(each).splitlines() for each in (left, right)]
    for number, (own, other) in enumerate(zip(*lines)):
        if own != other:
            before = " ".join(lines[0][max(0, number - 6) : number])
            return f"{before} … ours {own!r}, protoc's {other!r}"
    return f"{len(lines[0])} lines of text, protoc's {len(lines[1])}"


def disagreement(status, folder, name, scratch):
    own = folder / f"{name}.pb"
    if (status == 0) != own.exists():
        said = (scratch / "complaints").read_text(errors="replace").strip().splitlines()
        return f"protoc refuses it: {said}" if status else "protoc takes it"
    if status:
        return None
    return first_difference(own.read_bytes(), (scratch / "set.pb").read_bytes())


def main(folder, *roots):
    folder = pathlib.Path(folder)
    compared = 0
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        scratch = pathlib.Path(scratch)
        for path in sorted(folder.glob("*.proto")):
            status = protoc(path.name, [folder, *roots], scratch / "set.pb", scratch / "complaints")
            if status is None:
                continue
            compared += 1
            said = disagreement(status, folder, path.name, scratch)
            if said:
                print(f"{path.name}: {said}")
    print(f"compared {compared}")


main(*sys.argv[1:])
