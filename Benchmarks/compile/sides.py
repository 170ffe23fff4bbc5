"""The two generators, and the compiler."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from schemas import Schema

# As SwiftPM compiles for release and for debugging.
MODES = {"-O": ["-O", "-wmo"], "-Onone": ["-Onone", "-wmo"]}


@dataclass(frozen=True)
class Compiled:
    """What came of compiling once."""

    seconds: float
    bytes: int


@dataclass(frozen=True)
class Side:
    """A generator."""

    name: str
    tool: str
    is_martlet: bool

    @staticmethod
    def martlet(tool: str) -> "Side":
        return Side("martlet", tool, True)

    @staticmethod
    def peer(plugin: str) -> "Side":
        return Side("peer", plugin, False)

    def generate(self, schema: Schema, folder: Path) -> list[Path]:
        """The Swift files that are made of messages and enumerations, for everybody to use."""
        folder.mkdir(parents=True, exist_ok=True)
        roots = [argument for root in schema.roots for argument in ("-I", root)]
        if self.is_martlet:
            command = [self.tool, "generate", *roots, "--quiet", "--visibility", "public",
                       "--no-client", "--no-server", "-o", str(folder), *schema.files]
        else:
            command = ["protoc", *roots, f"--plugin=protoc-gen-swift={self.tool}",
                       f"--swift_out={folder}", "--swift_opt=Visibility=Public", *schema.files]
        run(command)
        return sorted(folder.rglob("*.swift"))


def run(command: list[str]) -> None:
    done = subprocess.run(command, text=True, check=False, stderr=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")


def compile_code(files: list[Path], side: Side, modules: str, mode: str) -> Compiled:
    """Compiles a module of the files against the runtime that is built."""
    built = files[0].parents[0] / f"made{mode}.o"
    command = ["swiftc", *MODES[mode], "-c", "-parse-as-library", "-swift-version", "6",
               "-module-name", "Messages", "-I", modules, "-suppress-warnings",
               "-o", str(built), *map(str, files)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    errors = process.stderr.read()
    # The processor's time of the compiler and of all that it started.
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{side.name}: {' '.join(command)}\n{errors[:2000]}")
    return Compiled(usage.ru_utime + usage.ru_stime, built.stat().st_size)
