"""How long generated code takes to compile, beside swift-protobuf's: `make bench-compile`."""

import argparse
import sys
import tempfile
from pathlib import Path

import schemas
from sides import MODES, Side, compile_code

ROOT = Path(__file__).resolve().parents[2]
# What Martlet's code may take of the processor's time, in times of what swift-protobuf's takes.
LIMIT = 1.5


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench-compile", description=__doc__)
    parser.add_argument("--martlet", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--peer", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--modules", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=3, help="how often each is compiled")
    parser.add_argument("--only", action="append", metavar="SET", help="compile this set alone")
    parser.add_argument("--mode", action="append", choices=MODES, help="compile like this alone")
    parser.add_argument("--keep", metavar="FOLDER", help="leave what is generated there")
    parser.add_argument("-I", dest="roots", action="append", default=[], metavar="FOLDER",
                        help="where the files below, and what they import, are looked for")
    parser.add_argument("files", nargs="*",
                        help="compile these .proto files, each a set with what it imports")
    return parser.parse_args()


def measure(
    sets: list[schemas.Schema], sides: list[Side], folder: Path, asked: argparse.Namespace
) -> bool:
    """Prints a line for each set and mode. Whether all are within the limit."""
    print(f"{'':24}{'':8}{'CPU s':>18}{'':9}{'object KB':>20}")
    print(f"{'files':24}{'mode':8}{'martlet':>9}{'peer':>9}{'ratio':>9}"
          f"{'martlet':>10}{'peer':>10}{'ratio':>9}")
    is_fast = True
    for schema in sets:
        code = [side.generate(schema, folder / schema.name / side.name) for side in sides]
        for mode in asked.mode or MODES:
            # They take turns, so that a slow minute of the machine hits both.
            rounds = [
                [compile_code(files, side, asked.modules, mode)
                 for side, files in zip(sides, code)]
                for _ in range(asked.rounds)]
            # The least of them: what else the machine does only adds to it.
            seconds = [min(each[side].seconds for each in rounds) for side in range(2)]
            kilobytes = [rounds[0][side].bytes / 1024 for side in range(2)]
            ratio = seconds[0] / seconds[1]
            is_fast = is_fast and ratio <= LIMIT
            print(f"{schema.name:24}{mode:8}{seconds[0]:9.2f}{seconds[1]:9.2f}{ratio:9.2f}"
                  f"{kilobytes[0]:10.0f}{kilobytes[1]:10.0f}"
                  f"{kilobytes[0] / kilobytes[1]:9.2f}", flush=True)
    return is_fast


def main() -> int:
    asked = options()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(asked.keep or temporary).resolve()
        if asked.files:
            sets = [schemas.of_file(file, asked.roots) for file in asked.files]
        else:
            sets = schemas.of_project(ROOT / "Protos", folder / "protos")
        if asked.only:
            sets = [schema for schema in sets if schema.name in asked.only]
        sides = [Side.martlet(asked.martlet), Side.peer(asked.peer)]
        if measure(sets, sides, folder, asked):
            return 0
    print(f"\nMartlet's code takes more than {LIMIT} times as long as swift-protobuf's somewhere.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
