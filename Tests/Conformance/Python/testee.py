"""The program that is tested, and what it is asked."""

import json
import struct
import subprocess

from google.protobuf import text_format

from messages import same

BINARY, JSON, TEXT = "protobuf", "json", "text"
FORMATS = {BINARY: 1, JSON: 2, TEXT: 4}


class Case:
    """A message in one form, the form in which it is to be written again, and what is expected."""

    def __init__(self, name, subject, form, data, output, check, **options):
        self.name = f"{subject.label}.{name}.{output}"
        self.subject, self.form, self.data, self.output = subject, form, data, output
        self.check, self.options = check, options


class Testee:
    def __init__(self, program, messages):
        self.request = messages["conformance.ConformanceRequest"]
        self.response = messages["conformance.ConformanceResponse"]
        self.process = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, case):
        """What the program answers; `None` if it has ended."""
        request = self.request(
            message_type=case.subject.name, requested_output_format=FORMATS[case.output])
        setattr(request, f"{case.form}_payload", case.data)
        for option, value in case.options.items():
            setattr(request, option, value)
        data = request.SerializeToString()
        self.process.stdin.write(struct.pack("<I", len(data)) + data)
        self.process.stdin.flush()
        prefix = self.process.stdout.read(4)
        if len(prefix) < 4:
            return None
        return self.response.FromString(
            self.process.stdout.read(struct.unpack("<I", prefix)[0]))

    def end(self):
        self.process.stdin.close()
        return self.process.wait()


# What an answer is held against: each function says what is wrong with it, or nothing.


def written(case, response):
    """What the program wrote, or what is wrong."""
    kind = response.WhichOneof("result")
    if kind != f"{case.output}_payload":
        return None, f"{kind}: {getattr(response, kind) if kind else 'nothing'}"
    return getattr(response, kind), None


def read(case, payload):
    """The message that the program wrote."""
    if case.output == BINARY:
        return case.subject.of_bytes(payload)
    if case.output == JSON:
        return case.subject.of_json(payload)
    return case.subject.of_text(payload)


def is_message(expected):
    """A message that says the same as another, which is made when it is needed."""

    def check(case, response):
        payload, wrong = written(case, response)
        if wrong:
            return wrong
        message = read(case, payload)
        if not same(message, expected()):
            show = lambda message: text_format.MessageToString(
                message, as_one_line=True, print_unknown_fields=True)[:300]
            return f"says '{show(message)}' instead of '{show(expected())}'"

    return check


def is_exactly(data):
    """These bytes."""

    def check(case, response):
        payload, wrong = written(case, response)
        if wrong:
            return wrong
        if payload != data:
            return f"is {payload[:100].hex()} instead of {data[:100].hex()}"

    return check


def is_json(holds):
    """JSON of which something holds."""

    def check(case, response):
        payload, wrong = written(case, response)
        if wrong:
            return wrong
        if not holds(json.loads(payload)):
            return f"is {payload}"

    return check


def is_text(holds):
    """Text of which something holds."""

    def check(case, response):
        payload, wrong = written(case, response)
        return wrong or (None if holds(payload) else f"is '{payload}'")

    return check


def is_refused(case, response):
    """No message."""
    if response.WhichOneof("result") != "parse_error":
        payload = getattr(response, response.WhichOneof("result") or "parse_error")
        return f"is taken, as {payload[:100]!r}"


def is_not_written(case, response):
    """A message that the form that was asked for cannot say."""
    if response.WhichOneof("result") != "serialize_error":
        return f"is written: {response}"


def either(one, other):
    def check(case, response):
        wrong = one(case, response)
        return wrong and other(case, response) and wrong

    return check
