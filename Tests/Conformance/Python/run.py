"""Asks the program what a current conformance runner of protobuf's asks.

  run.py PROGRAM PROTOS

Prints how many cases of each family were run; exits with 1 if any failed.
"""

import sys
import time
from collections import Counter

import binary_cases
import json_cases
import merge_cases
import text_cases
from messages import Messages
from testee import Testee

# How many failures are shown.
SHOWN = 60


def judged(case, response):
    """What is wrong with an answer, which Python may not even be able to read."""
    try:
        return case.check(case, response)
    except Exception as error:
        return f"cannot be judged: {type(error).__name__}: {error}"


def main(program, protos):
    start = time.monotonic()
    messages = Messages(protos)
    testee = Testee(program, messages)
    run, failures = Counter(), []
    for family, module in [
        ("binary", binary_cases), ("json", json_cases), ("text", text_cases),
        ("merge", merge_cases),
    ]:
        for case in module.cases(messages):
            response = testee.ask(case)
            if response is None:
                sys.exit(f"the program ended at {case.name}, with {testee.end()}")
            run[family] += 1
            if wrong := judged(case, response):
                failures.append(f"{family}: {case.name}: {wrong}")
    if testee.end() != 0:
        failures.append("the program failed at its end")
    for failure in failures[:SHOWN]:
        print(failure)
    seconds = time.monotonic() - start
    counts = ", ".join(f"{family} {count}" for family, count in run.items())
    print(f"cases: {counts}; failed {len(failures)}; {seconds:.1f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
