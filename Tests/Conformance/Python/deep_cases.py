"""Messages within messages, more than anybody reads, and many of them one behind the other."""

from messages import Field, edition2023, subjects
from testee import BINARY, Case, is_exactly, is_refused
from values import OTHERS, name_of, wire_type
from wire import END, LENGTH, START, number, piece, tag, varint

DEPTH = 20_000
# As many as protobuf's own tests of speed have.
COUNT = 50_000
MERGED = [
    Field.TYPE_BOOL, Field.TYPE_DOUBLE, Field.TYPE_FLOAT, Field.TYPE_UINT32, Field.TYPE_UINT64,
    Field.TYPE_STRING, Field.TYPE_BYTES]


def nested(levels):
    """Levels, each of what stands before the next one's length and what stands behind it."""
    sizes, size = [], None
    for before, after in reversed(levels):
        size = len(before) + len(after) + (0 if size is None else len(varint(size)) + size)
        sizes.append(size)
    sizes.reverse()
    data = b"".join(
        before + (varint(sizes[index + 1]) if index + 1 < len(levels) else b"")
        for index, (before, _) in enumerate(levels))
    return data + b"".join(after for _, after in reversed(levels))


def cases(messages):
    edition = edition2023(messages)
    length = lambda field: tag(field, LENGTH)
    recursive = [(length(301), b"")]
    recursive += [(number(1, 0) + length(2), b""), (number(1, 3) + length(301), b"")] * DEPTH
    by_name = [(length(71), b"")]
    by_name += [(piece(1, b"") + length(2), b""), (length(2), b""), (length(71), b"")] * DEPTH
    end = [(b"", b"")]
    for name, levels in {"Map": recursive, "MapOfStrings": by_name}.items():
        yield Case(f"Deep.{name}", edition, BINARY, nested(levels + end), BINARY, is_refused)
    item = tag(1, START) + number(2, 4135312) + length(3)
    sets = [(length(500), b"")] + [(item, tag(1, END)), (length(10), b"")] * DEPTH + end
    for subject in subjects(messages):
        if subject.like == 2:
            yield Case("Deep.MessageSet", subject, BINARY, nested(sets), BINARY, is_refused)
        yield from many(subject)


def many(subject):
    data = (number(666, 1234) + number(667, 5678)) * COUNT
    yield Case("Many.Unknown", subject, BINARY, data, BINARY, is_exactly(data))
    # One of each is enough for the others.
    for kind in MERGED if subject.label == "Proto3" else [Field.TYPE_UINT32]:
        for name, field in {"Known": subject.field(kind, True, False if kind in (
            Field.TYPE_BOOL, Field.TYPE_DOUBLE, Field.TYPE_FLOAT, Field.TYPE_UINT32,
            Field.TYPE_UINT64) else None), "Unknown": 666}.items():
            entry = tag(field, wire_type(kind)) + OTHERS[kind]
            yield Case(
                f"Many.Merged.{name_of(kind)}.{name}", subject, BINARY,
                piece(27, entry) * COUNT, BINARY, is_exactly(piece(27, entry * COUNT)))
