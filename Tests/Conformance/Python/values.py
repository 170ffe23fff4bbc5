"""Values of each type of field: the bytes that say one, and those by which it is written again."""

from messages import Field
from wire import (
    FIXED32, FIXED64, LENGTH, VARINT, counted, fixed32, fixed64, float32, float64, number, varint,
    zigzag)

I32, I64, U32, U64 = 2**31 - 1, 2**63 - 1, 2**32 - 1, 2**64 - 1


def itself(encode, *numbers):
    """Numbers that are written as they are read."""
    return [(encode(number), encode(number)) for number in numbers]


def cut(*pairs):
    """Numbers of 64 bits, and what is left of them."""
    return [(varint(given), varint(left)) for given, left in pairs]


# Longer than needed, which is right for numbers.
LONG = [(varint(12345, extra), varint(12345)) for extra in (2, 7)]

VALUES = {
    Field.TYPE_DOUBLE: itself(
        float64, 0, 0.1, 1.7976931348623157e308, 2.2250738585072014e-308),
    Field.TYPE_FLOAT: itself(float32, 0, 0.1, 1.00000075e-36, 3.402823e38, 1.17549435e-38),
    Field.TYPE_INT64: itself(varint, 0, 12345, I64, -I64 - 1),
    Field.TYPE_UINT64: itself(varint, 0, 12345, U64),
    Field.TYPE_INT32: itself(varint, 0, 12345) + LONG + itself(varint, I32, -I32 - 1)
    + cut((1 << 33, 0), ((1 << 33) - 1, -1), (I64, -1), (-I64, 1)),
    Field.TYPE_UINT32: itself(varint, 0, 12345) + LONG + itself(varint, U32)
    + cut((1 << 33, 0), ((1 << 33) + 1, 1), ((1 << 33) - 1, U32), (I64, U32), (-I64, 1)),
    Field.TYPE_FIXED64: itself(fixed64, 0, 12345, U64),
    Field.TYPE_FIXED32: itself(fixed32, 0, 12345, U32),
    Field.TYPE_SFIXED64: itself(fixed64, 0, 12345, I64, -I64 - 1),
    Field.TYPE_SFIXED32: itself(fixed32, 0, 12345, I32, -I32 - 1),
    Field.TYPE_BOOL: cut(
        (0, 0), (1, 1), (-1, 1), (12345678, 1), (1 << 33, 1), (I64, 1), (-I64 - 1, 1)),
    Field.TYPE_SINT32: itself(zigzag, 0, 12345, I32, -I32 - 1)
    + [(zigzag(I32 + 2), zigzag(1))],
    Field.TYPE_SINT64: itself(zigzag, 0, 12345, I64, -I64 - 1),
    Field.TYPE_STRING: itself(
        counted, b"", b"A warm word!", b"'\"?\\\a\b\f\n\r\t\v", "谷歌".encode(), "😁".encode()),
    Field.TYPE_BYTES: itself(counted, b"", b"A warm word!", b"\x01\x02", b"\xfb"),
    Field.TYPE_ENUM: itself(varint, 0, 1, 2, -1) + cut((I64, -1), (-I64, 1)),
    Field.TYPE_MESSAGE: itself(counted, b"", number(1, 1234)),
}

TYPES = list(VALUES)
PACKABLE = [
    kind for kind in TYPES
    if kind not in (Field.TYPE_STRING, Field.TYPE_BYTES, Field.TYPE_MESSAGE)]

DEFAULTS = {kind: values[0][1] for kind, values in VALUES.items()}
OTHERS = {kind: varint(1) for kind in TYPES} | {
    Field.TYPE_SINT32: zigzag(1), Field.TYPE_SINT64: zigzag(1), Field.TYPE_FLOAT: float32(1),
    Field.TYPE_DOUBLE: float64(1), Field.TYPE_FIXED32: fixed32(1), Field.TYPE_SFIXED32: fixed32(1),
    Field.TYPE_FIXED64: fixed64(1), Field.TYPE_SFIXED64: fixed64(1),
    Field.TYPE_STRING: counted(b"a"), Field.TYPE_BYTES: counted(b"a"),
    Field.TYPE_MESSAGE: counted(number(1, 1234)),
}


def is_default(kind, data):
    return kind != Field.TYPE_MESSAGE and data == DEFAULTS[kind]


def wire_type(kind):
    if kind in (Field.TYPE_DOUBLE, Field.TYPE_FIXED64, Field.TYPE_SFIXED64):
        return FIXED64
    if kind in (Field.TYPE_FLOAT, Field.TYPE_FIXED32, Field.TYPE_SFIXED32):
        return FIXED32
    return VARINT if kind in PACKABLE else LENGTH


NAMES = {
    getattr(Field, name): name.removeprefix("TYPE_").lower()
    for name in dir(Field) if name.startswith("TYPE_")}


def name_of(kind):
    return NAMES[kind]
