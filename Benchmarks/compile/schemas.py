"""What is generated from: files of the project, and some made up for their size."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

# Their types are part of both runtimes.
BUILT_IN = "google/protobuf/"
SCALARS = ("string", "int32", "bool", "double", "bytes", "uint64", "sint64", "float", "fixed32")


@dataclass(frozen=True)
class Schema:
    """Files that make one Swift module."""

    name: str
    roots: tuple[str, ...]
    files: tuple[str, ...]


def of_file(file: str, roots: list[str]) -> Schema:
    """A file with all that it imports, but for what both runtimes have."""
    with tempfile.NamedTemporaryFile() as dependencies, tempfile.NamedTemporaryFile() as made:
        done = subprocess.run(
            ["protoc", *(f"-I{root}" for root in roots), f"--dependency_out={dependencies.name}",
             f"--descriptor_set_out={made.name}", file],
            text=True, check=False, stderr=subprocess.PIPE)
        if done.returncode != 0:
            sys.exit(done.stderr)
        paths = Path(dependencies.name).read_text().partition(":")[2].replace("\\\n", " ").split()
    named = []
    for path in paths:
        within = [str(Path(path).relative_to(root)) for root in roots
                  if Path(path).is_relative_to(root)]
        name = min(within, key=len, default=path)
        # Those that protoc brings along are named by their whole path.
        if not f"/{name}".rpartition("/" + BUILT_IN)[1] or path == file:
            named.append(name)
    return Schema(Path(file).stem, tuple(roots), tuple(named))


def of_project(protos: Path, folder: Path) -> list[Schema]:
    """The sets that are compiled unless others are named."""
    roots = (str(protos),)
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        "many": many(20, 14), "wide": wide(150), "cases": cases(500),
        "descriptors": elsewhere(protos / BUILT_IN / "descriptor.proto")}
    for name, text in made.items():
        (folder / f"{name}.proto").write_text(text)
    return [
        Schema("test_messages_proto3", roots, (
            "testing/conformance/test_messages_proto3.proto",)),
        Schema("test_messages_proto2", roots, (
            "testing/conformance/test_messages_proto2.proto",)),
        Schema("error_details", roots, (
            "google/rpc/status.proto", "google/rpc/error_details.proto")),
        Schema("health", roots, ("grpc/health/v1/health.proto",)),
        *(Schema(name, (str(folder), *roots), (f"{name}.proto",)) for name in made)]


def elsewhere(built_in: Path) -> str:
    """The file with types of another package, so that both generators take it for anybody's."""
    return (built_in.read_text()
            .replace("package google.protobuf;",
                     f'package elsewhere;\nimport "{BUILT_IN}{built_in.name}";')
            .replace("google.protobuf.", "elsewhere."))


def fields(count: int) -> str:
    """As many fields, most of one value, some lists, maps and messages."""
    lines = []
    for number in range(1, count + 1):
        kind = SCALARS[number % len(SCALARS)]
        if number % 11 == 0:
            kind = "map<string, int32>"
        elif number % 7 == 0:
            kind = "Part"
        elif number % 5 == 0:
            kind = f"repeated {kind}"
        lines.append(f"  {kind} field_{number} = {number};")
    return "\n".join(lines)


def many(messages: int, count: int) -> str:
    """Messages as services have them."""
    text = 'syntax = "proto3";\npackage many;\n\nmessage Part {\n  string name = 1;\n}\n'
    for number in range(messages):
        text += f"\nmessage Message{number} {{\n{fields(count)}\n}}\n"
    return text


def wide(count: int) -> str:
    """A message of many fields."""
    return ('syntax = "proto3";\npackage wide;\n\nmessage Part {\n  string name = 1;\n}\n'
            f"\nmessage Wide {{\n{fields(count)}\n}}\n")


def cases(count: int) -> str:
    """An enumeration of many values."""
    values = "\n".join(f"  CASE_NUMBER_{number} = {number};" for number in range(count))
    return (f'syntax = "proto3";\npackage cases;\n\nenum Case {{\n{values}\n}}\n'
            "\nmessage Holder {\n  Case case = 1;\n  repeated Case others = 2;\n}\n")
