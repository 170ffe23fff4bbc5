"""What newer runners ask of a message between reading and writing it: that another is merged into
it, and that fields that are not known are dropped."""

from messages import Field, subjects
from testee import BINARY, JSON, TEXT, Case, is_exactly, is_message, is_refused
from wire import LENGTH, group, number, piece, tag

UNKNOWN = 666


def cases(messages):
    for subject in subjects(messages):
        yield from merged(subject)
        yield from of_other_forms(subject)
        yield from dropped(subject)


def merge(name, subject, first, second, check, form=BINARY, **options):
    options[f"merge_{form}_payload"] = second
    return Case(f"Merge.{name}", subject, BINARY, first, BINARY, check, **options)


def merged(subject):
    entry = lambda key, value: piece(69, piece(1, key) + piece(2, value))
    message = subject.field(Field.TYPE_MESSAGE)
    choices = [subject.choice(kind).number for kind in (Field.TYPE_UINT32, Field.TYPE_STRING)]
    for name, (first, second, text) in {
        "Scalar": (number(1, 1), number(1, 2), "optional_int32: 2"),
        "Unset": (number(1, 1), piece(14, b"a"), "optional_int32: 1 optional_string: 'a'"),
        "Repeated": (number(31, 1), number(31, 2) + number(31, 3), "repeated_int32: [1, 2, 3]"),
        "Message": (
            piece(message, number(1, 1)), piece(message, piece(2, number(1, 2))),
            "optional_nested_message { a: 1 corecursive { optional_int32: 2 } }"),
        "Oneof": (number(choices[0], 1), piece(choices[1], b"a"), "oneof_string: 'a'"),
        "Map": (
            entry(b"a", b"1") + entry(b"b", b"1"), entry(b"b", b"2") + entry(b"c", b"2"),
            "map_string_string { key: 'a' value: '1' } map_string_string { key: 'b' value: '2' }"
            "map_string_string { key: 'c' value: '2' }"),
    }.items():
        yield merge(
            name, subject, first, second, is_message(lambda text=text: subject.of_text(text)))
    cut = tag(1, LENGTH) + b"\x05abc"
    yield merge("Unreadable", subject, number(1, 1), cut, is_refused)
    both = number(UNKNOWN, 1) + number(UNKNOWN, 2)
    yield merge("Unknown", subject, number(UNKNOWN, 1), number(UNKNOWN, 2), is_exactly(both))


def of_other_forms(subject):
    expected = is_message(lambda: subject.of_text("optional_int32: 1 optional_string: 'a'"))
    for form, text in {TEXT: "optional_string: 'a'", JSON: '{"optionalString": "a"}'}.items():
        yield merge(form, subject, number(1, 1), text, expected, form)
    for form, text in {TEXT: "no_such_field: 1", JSON: '{"noSuchField": 1}'}.items():
        yield merge(f"{form}.unreadable", subject, number(1, 1), text, is_refused, form)
    yield merge(
        "lenient", subject, number(1, 1), '{"noSuchField": 1}',
        is_message(lambda: subject.of_text("optional_int32: 1")), JSON, test_category=3)


def dropped(subject):
    one, within = number(UNKNOWN, 2), piece(27, number(UNKNOWN, 2) + number(1, 3))
    for name, (data, left) in {
        "Alone": (one, b""), "Beside": (number(1, 1) + one, number(1, 1)),
        "Within": (within, piece(27, number(1, 3))), "Group": (group(UNKNOWN, one), b""),
        "List": (piece(48, one), piece(48, b"")),
        "Map": (
            piece(71, piece(1, b"a") + piece(2, one + number(1, 1))),
            piece(71, piece(1, b"a") + piece(2, number(1, 1)))),
    }.items():
        yield Case(
            f"Dropped.{name}", subject, BINARY, data, BINARY, is_exactly(left),
            discard_unknown_fields=True)
    yield merge(
        "Dropped", subject, number(1, 1), one, is_exactly(number(1, 1)),
        discard_unknown_fields=True)
