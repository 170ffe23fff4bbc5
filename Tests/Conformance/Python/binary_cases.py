"""The wire format: what is refused, what is read, and which bytes come of it."""

import itertools

import deep_cases
import message_set_cases
from messages import Field, edition2023, subjects, unstable
from testee import BINARY, JSON, Case, either, is_exactly, is_message, is_refused
from values import DEFAULTS, OTHERS, PACKABLE, TYPES, VALUES, is_default, name_of, wire_type
from wire import (
    END, FIXED32, FIXED64, LENGTH, START, VARINT, group, number, piece, tag, varint)

# A field that no message has.
UNKNOWN = 666
INVALID_UTF8 = b"\xa0\xb0\xc0\xd0"


def cases(messages):
    for subject in subjects(messages):
        for family in (
            cut_short, tags, lengths, groups, wire_types, scalars, selections, lists, merging, maps,
            replaced_values, wrong_entries, oneofs, empty_choices, unknown,
        ):
            yield from family(subject)
        if subject.like == 3:
            yield from invalid_text(subject)
    yield from delimited(edition2023(messages))
    yield from extension_text(edition2023(messages))
    yield from bytes_of(unstable(messages))
    yield from message_set_cases.cases(messages)
    yield from deep_cases.cases(messages)


def refused(name, subject, data):
    return Case(name, subject, BINARY, data, BINARY, is_refused)


def valid(name, subject, data, expected):
    """Bytes that say a message, to be written as bytes and as JSON; another for JSON if JSON can
    say less."""
    for output in (BINARY, JSON):
        yield Case(name, subject, BINARY, data, output, is_message(expected))


def exact(name, subject, data, expected):
    return Case(name + ".exact", subject, BINARY, data, BINARY, is_exactly(expected))


# What is refused.

INCOMPLETE = {VARINT: b"\x80", FIXED64: b"seven67", LENGTH: b"\x80", FIXED32: b"abc"}


def cut_short(subject):
    """Bytes that end before or within a value."""
    for kind in TYPES:
        wire, part = wire_type(kind), INCOMPLETE[wire_type(kind)]
        places = {
            "single": subject.field(kind), "repeated": subject.field(kind, True),
            "unknown": UNKNOWN}
        for place, field in places.items():
            name = f"CutShort.{name_of(kind)}.{place}"
            yield refused(f"{name}.before", subject, tag(field, wire))
            yield refused(f"{name}.within", subject, tag(field, wire) + part)
            if wire == LENGTH:
                yield refused(f"{name}.content", subject, tag(field, wire) + varint(1))
        if kind in PACKABLE:
            field = subject.field(kind, True)
            name = f"CutShort.{name_of(kind)}.packed"
            yield refused(f"{name}.value", subject, piece(field, part))
            yield refused(f"{name}.field", subject, tag(field, LENGTH) + varint(1))
    inner = tag(1, VARINT) + b"\x80"
    yield refused("CutShort.inner", subject, piece(subject.field(Field.TYPE_MESSAGE), inner))


def tags(subject):
    """Tags of no field, too large ones, and ones that are longer than a tag can be."""
    for index, data in enumerate([b"\x01-no-field", b"\x02\x01\x01", b"\x03\x04", b"\x05four"]):
        yield refused(f"ZeroField.{index}", subject, data)
    value = varint(1234)
    for name, rest in {
        "FarTooHigh": b"\x80\x80\x80\x80\x80\x0f",
        "TooHigh": b"\x80\x80\x80\x40",
        "Overlong": b"\x80" * 7 + b"\x00",
        "OfMoreThanTenBytes": b"\x80" * 11 + b"\x00",
    }.items():
        yield refused(f"BadTag.{name}", subject, b"\x88" + rest + value)


def lengths(subject):
    field = subject.field(Field.TYPE_STRING)
    yield refused("LengthOf33Bits", subject, tag(field, LENGTH) + b"\x80\x80\x80\x80\x10")
    yield refused("LengthOf64Bits", subject, tag(field, LENGTH) + varint(2**64 - 1))


def groups(subject):
    """Beginnings and ends of groups that have none, or another's."""
    hello = piece(2, b"hello world")
    for wire, side in [(END, "End"), (START, "Start")]:
        for name, data in {
            "Known": tag(201, wire),
            "Unknown": tag(1234, wire),
            "OfAnotherType": tag(1, wire),
            "WithinMessage": piece(18, tag(1234, wire)),
            "WithinGroup": group(201, tag(202, wire)),
            "WithData": tag(1, wire) + hello,
        }.items():
            yield refused(f"Unmatched{side}.{name}", subject, data)
    yield refused("MismatchedGroup", subject, group(201, hello, end=202))
    yield refused("MismatchedGroup.inner", subject, group(201, group(202, hello, end=203)))


def wire_types(subject):
    for wire, field, value in itertools.product((6, 7), range(4), range(4)):
        name = f"NoWireType{wire}.Field{field}.Value{value}"
        yield refused(name, subject, bytes([field << 3 | wire, value]))


def invalid_text(subject):
    """Strings that are no UTF-8, wherever they stand."""
    for name, data in {
        "Singular": piece(14, INVALID_UTF8),
        "Repeated": piece(44, INVALID_UTF8),
        "Oneof": piece(113, INVALID_UTF8),
        "MapKey": piece(69, piece(1, INVALID_UTF8) + piece(2, b"foo")),
        "MapValue": piece(69, piece(1, b"foo") + piece(2, INVALID_UTF8)),
        "Inner": piece(27, piece(14, INVALID_UTF8)),
        "Wrapper": piece(208, piece(1, INVALID_UTF8)),
    }.items():
        yield refused(f"InvalidUTF8.{name}", subject, data)


def extension_text(subject):
    yield refused("InvalidUTF8.Extension", subject, piece(133, INVALID_UTF8))
    data = piece(134, INVALID_UTF8)
    yield Case(
        "InvalidUTF8.BytesExtension", subject, BINARY, data, BINARY,
        is_message(lambda: subject.of_text(
            f"[{subject.package}.extension_bytes]: '\\xa0\\xb0\\xc0\\xd0'")))


# What is read.


def scalars(subject):
    """Each value by itself, in a field of one value."""
    for kind in TYPES:
        head = tag(subject.field(kind), wire_type(kind))
        for index, (given, written) in enumerate(VALUES[kind]):
            implied = subject.like == 3 and is_default(kind, written)
            expected = b"" if implied else head + written
            name = f"Scalar.{name_of(kind)}.{index}"
            yield from valid(
                name, subject, head + given, lambda expected=expected: subject.of_bytes(expected))
            yield exact(name, subject, head + given, expected)


def selections(subject):
    """All values one behind the other: the last one counts."""
    for kind in TYPES:
        if kind == Field.TYPE_MESSAGE:
            continue
        head = tag(subject.field(kind), wire_type(kind))
        data = b"".join(head + given for given, _ in VALUES[kind])
        last = head + VALUES[kind][-1][1]
        yield from valid(
            f"LastOf.{name_of(kind)}", subject, data, lambda last=last: subject.of_bytes(last))


def lists(subject):
    """Values in lists, packed or not, as the field says or not."""
    for kind in TYPES:
        field, wire = subject.field(kind, True), wire_type(kind)
        one_by_one = lambda field, column: b"".join(
            tag(field, wire) + value[column] for value in VALUES[kind])
        if kind not in PACKABLE:
            expected = one_by_one(field, 1)
            yield from valid(
                f"List.{name_of(kind)}", subject, one_by_one(field, 0),
                lambda expected=expected: subject.of_bytes(expected))
            continue
        packed = lambda field, column: piece(
            field, b"".join(value[column] for value in VALUES[kind]))
        is_packed = subject.descriptor.fields_by_number[field].is_packed
        expected = packed(field, 1)
        for name, data in {"Unpacked": one_by_one, "Packed": packed}.items():
            yield from valid(
                f"List.{name_of(kind)}.{name}", subject, data(field, 0),
                lambda expected=expected: subject.of_bytes(expected))
            outputs = {
                "Default": (field, is_packed),
                "Packed": (subject.field(kind, True, True), True),
                "Unpacked": (subject.field(kind, True, False), False)}
            for output, (target, packs) in outputs.items():
                written = (packed if packs else one_by_one)(target, 1)
                yield exact(
                    f"List.{name_of(kind)}.{name}.{output}", subject, data(target, 0), written)


def merging(subject):
    """A message that comes twice is merged, down to its lists."""
    first = number(1, 1234) + number(2, 1234) + number(31, 1234)
    second = number(1, 4321) + number(3, 4321) + number(31, 4321)
    data = piece(18, piece(2, first)) + piece(18, piece(2, second))
    expected = """optional_nested_message { corecursive {
      optional_int32: 4321 optional_int64: 1234 optional_uint32: 4321 repeated_int32: [1234, 4321]
    } }"""
    yield from valid("Merged", subject, data, lambda: subject.of_text(expected))
    choice = subject.choice(Field.TYPE_MESSAGE).number
    first = piece(2, number(1, 1) + number(2, 1) + number(89, 1))
    second = piece(2, number(2, 1) + number(89, 1))
    both = piece(2, number(1, 1) + number(2, 1) + number(89, 1) + number(89, 1))
    data, merged = piece(choice, first) + piece(choice, second), piece(choice, both)
    yield from valid("MergedChoice", subject, data, lambda: subject.of_bytes(merged))
    yield exact("MergedChoice", subject, data, merged)


MAPS = [(kind, kind) for kind in (
    Field.TYPE_INT32, Field.TYPE_INT64, Field.TYPE_UINT32, Field.TYPE_UINT64, Field.TYPE_SINT32,
    Field.TYPE_SINT64, Field.TYPE_FIXED32, Field.TYPE_FIXED64, Field.TYPE_SFIXED32,
    Field.TYPE_SFIXED64, Field.TYPE_BOOL, Field.TYPE_STRING)]
MAPS += [(Field.TYPE_INT32, kind) for kind in (Field.TYPE_FLOAT, Field.TYPE_DOUBLE)]
MAPS += [(Field.TYPE_STRING, kind) for kind in (
    Field.TYPE_BYTES, Field.TYPE_ENUM, Field.TYPE_MESSAGE)]


def maps(subject):
    """Entries with and without their parts, in whatever order."""
    for key, value in MAPS:
        field = subject.map(key, value)
        keys = [tag(1, wire_type(key)) + data[key] for data in (DEFAULTS, OTHERS)]
        values = [tag(2, wire_type(value)) + data[value] for data in (DEFAULTS, OTHERS)]
        whole = piece(field, keys[1] + values[1])
        for name, (data, expected) in {
            "Default": [piece(field, keys[0] + values[0])] * 2,
            "Empty": [piece(field, b"")] * 2,
            "Other": [whole, whole],
            "Reversed": [piece(field, values[1] + keys[1]), whole],
            "KeyTwice": [piece(field, keys[1] + values[0]) + whole, whole],
            "KeyTwiceInEntry": [piece(field, keys[0] + keys[1] + values[1]), whole],
            "ValueTwiceInEntry": [piece(field, keys[1] + values[0] + values[1])] * 2,
        }.items():
            yield from valid(
                f"Map.{name_of(key)}.{name_of(value)}.{name}", subject, data,
                lambda expected=expected: subject.of_bytes(expected))


def replaced_values(subject):
    """The message of a later entry is not merged into that of an earlier one."""
    field = subject.map(Field.TYPE_STRING, Field.TYPE_MESSAGE)
    entries = [
        piece(field, piece(1, b"") + piece(2, piece(2, number(part, 1) + number(31, 1))))
        for part in (1, 2)]
    yield from valid(
        "Map.MessageReplaced", subject, b"".join(entries), lambda: subject.of_bytes(entries[1]))


def wrong_entries(subject):
    """A key or a value of another wire type is none: refused, or as if it were not there."""
    for key, value in [
        (Field.TYPE_INT32, Field.TYPE_INT32), (Field.TYPE_FIXED32, Field.TYPE_FIXED32),
        (Field.TYPE_BOOL, Field.TYPE_BOOL), (Field.TYPE_STRING, Field.TYPE_STRING),
        (Field.TYPE_STRING, Field.TYPE_MESSAGE),
    ]:
        wrong = lambda part, kind: (
            number(part, 1) if wire_type(kind) == LENGTH else piece(part, b"a"))
        right = lambda part, kind: tag(part, wire_type(kind)) + OTHERS[kind]
        field = subject.map(key, value)
        for name, (entry, left) in {
            "Key": (wrong(1, key) + right(2, value), right(2, value)),
            "Value": (right(1, key) + wrong(2, value), right(1, key)),
        }.items():
            expected = is_message(lambda left=piece(field, left): subject.of_bytes(left))
            yield Case(
                f"Map.{name_of(key)}.{name_of(value)}.Wrong{name}", subject, BINARY,
                piece(field, entry), BINARY, either(is_refused, expected))


def oneofs(subject):
    """A field of a oneof alone, twice, and behind another."""
    for kind in (
        Field.TYPE_UINT32, Field.TYPE_BOOL, Field.TYPE_UINT64, Field.TYPE_FLOAT, Field.TYPE_DOUBLE,
        Field.TYPE_STRING, Field.TYPE_BYTES, Field.TYPE_ENUM, Field.TYPE_MESSAGE,
    ):
        head = tag(subject.choice(kind).number, wire_type(kind))
        other = subject.choice(kind, other=True)
        before = tag(other.number, wire_type(other.type)) + DEFAULTS[other.type]
        default, usual = head + DEFAULTS[kind], head + OTHERS[kind]
        for name, (data, expected) in {
            "Default": (default, default), "Other": (usual, usual),
            "Twice": (default + usual, usual), "AnotherBefore": (before + usual, usual),
        }.items():
            name = f"Oneof.{name_of(kind)}.{name}"
            yield from valid(
                name, subject, data, lambda expected=expected: subject.of_bytes(expected))
            yield exact(name, subject, data, expected)


def empty_choices(subject):
    """A field of a oneof that has the value of none is chosen nevertheless."""
    choices = {
        f"oneof_{name}: 0": number(field, 0) for name, field in [("uint32", 111), ("uint64", 116)]}
    choices |= {
        "oneof_string: ''": piece(113, b""), "oneof_bytes: ''": piece(114, b""),
        "oneof_bool: false": number(115, 0), "oneof_enum: FOO": number(119, 0),
        "oneof_float: 0": tag(117, FIXED32) + bytes(4),
        "oneof_double: 0": tag(118, FIXED64) + bytes(8),
        "oneof_nested_message { a: 1 }": piece(112, number(1, 1)),
    }
    has_presence = subject.like == 2
    inner = "a: 0" if has_presence else ""
    choices[f"oneof_nested_message {{ {inner} }}"] = piece(112, number(1, 0) if inner else b"")
    for text, data in choices.items():
        yield from valid(
            f"EmptyChoice.{text.split(':')[0]}", subject, data,
            lambda text=text: subject.of_text(text))


def unknown(subject):
    """Fields that are not known are kept, in their order."""
    one = number(501, 1)
    yield exact("Unknown", subject, one, one)
    mixed = (
        piece(UNKNOWN, b"abc") + number(UNKNOWN, 123) + piece(UNKNOWN, b"def")
        + number(UNKNOWN, 456))
    yield exact("UnknownOrder", subject, mixed, mixed)
    within = number(UNKNOWN, 7) + group(UNKNOWN + 1, number(1, 2))
    within += tag(UNKNOWN, FIXED64) + bytes(8)
    yield exact("UnknownWithin", subject, piece(27, within), piece(27, within))


# Editions.


def delimited(subject):
    """Messages as groups, which features of edition 2023 make of them."""
    extension = lambda name: f"[{subject.package}.{name}] {{ c: 99 }}"
    value = number(1, 99)
    for name, (data, text) in {
        "NoMessage": (value, "optional_int32: 99"),
        "Prefixed": (piece(18, value), "optional_nested_message { a: 99 }"),
        "Map": (piece(56, value + number(2, 87)), "map_int32_int32 { key: 99 value: 87 }"),
        "MapOfMessages": (
            piece(71, piece(1, b"a") + piece(2, number(1, 87))),
            "map_string_nested_message { key: 'a' value { a: 87 } }"),
        "LikeGroup": (group(201, number(202, 99)), "groupliketype { group_int32: 99 }"),
        "UnlikeGroup": (group(202, number(202, 99)), "delimited_field { group_int32: 99 }"),
        "ExtensionLikeGroup": (group(121, value), extension("groupliketype")),
        "ExtensionUnlikeGroup": (group(122, value), extension("delimited_ext")),
    }.items():
        yield from valid(
            f"Delimited.{name}", subject, data, lambda text=text: subject.of_text(text))
        yield exact(f"Delimited.{name}", subject, data, data)
    # The other encoding is another field's.
    for field in (201, 202, 121):
        other = piece(field, number(202, 99))
        yield exact(f"Delimited.PrefixedInstead.{field}", subject, other, other)


def bytes_of(subject):
    yield from valid(
        "Bytes", subject, piece(13, b"foo"), lambda: subject.of_text("optional_bytes: 'foo'"))
    entry = piece(1, b"foo") + piece(2, b"barbaz")
    yield from valid(
        "MapOfBytes", subject, piece(15, entry),
        lambda: subject.of_text("map_string_bytes { key: 'foo' value: 'barbaz' }"))
