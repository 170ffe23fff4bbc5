"""Bytes of the wire format, right ones and wrong ones."""

import struct

VARINT, FIXED64, LENGTH, START, END, FIXED32 = range(6)


def varint(number, extra=0):
    """A number, `extra` bytes longer than it needs to be."""
    number &= 2**64 - 1
    out = bytearray()
    while True:
        number, low = number >> 7, number & 0x7F
        if number == 0:
            break
        out.append(low | 0x80)
    out.append(low | (0x80 if extra else 0))
    for left in range(extra - 1, -1, -1):
        out.append(0x80 if left else 0)
    return bytes(out)


def zigzag(number):
    return varint((number << 1) ^ (number >> 63))


def fixed32(number):
    return struct.pack("<I", number & 2**32 - 1)


def fixed64(number):
    return struct.pack("<Q", number & 2**64 - 1)


def float32(number):
    return struct.pack("<f", number)


def float64(number):
    return struct.pack("<d", number)


def tag(field, wire_type):
    return varint(field << 3 | wire_type)


def number(field, value):
    return tag(field, VARINT) + varint(value)


def counted(content):
    """Bytes behind their length."""
    return varint(len(content)) + content


def piece(field, content):
    """A field of bytes: a string, a message, or packed numbers."""
    return tag(field, LENGTH) + counted(content)


def group(field, content, end=None):
    return tag(field, START) + content + tag(end or field, END)
