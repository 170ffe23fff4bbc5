"""Asks a server how strictly it keeps to RFC 9113 and RFC 7541, section by section.

    main.py PORT SECTION [AUTHORITY]   runs the cases of a section, over TLS if the file of a
                                       certificate authority is named
    main.py --list                     prints the sections

Exits 0 if all is as it should be; otherwise the cases that are not are on standard output.
"""

import sys

sys.dont_write_bytecode = True

import suite
import allowed
import connections
import frames_1
import frames_2
import headers
import messages
import streams


def main(port, section, authority=None):
    failures = []
    for case in suite.CASES:
        if section not in (case.section, "all"):
            continue
        for whole in (False, True):
            try:
                suite.run(case, int(port), authority, whole)
            except AssertionError as failure:
                how = "in one write" if whole else "in a write for each frame"
                failures.append(f"{case.section}: {case.name}, {how}: {failure}")
    print("\n".join(failures))
    sys.exit(1 if failures else 0)


if sys.argv[1:] == ["--list"]:
    print("\n".join(dict.fromkeys(case.section for case in suite.CASES)))
else:
    main(*sys.argv[1:])
