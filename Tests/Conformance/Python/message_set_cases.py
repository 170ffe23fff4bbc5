"""Message sets: items in every order, items that are there twice, and extensions that stand there
as they would elsewhere."""

from messages import subjects
from testee import BINARY, Case, is_exactly, is_message
from wire import group, number, piece

SET, EXTENSION_1, EXTENSION_2, WITH_ONEOF, UNKNOWN = 500, 1547769, 4135312, 123456789, 4135300


def identifier(number_of_extension):
    return number(2, number_of_extension)


def content(data):
    return piece(3, data)


def value(number_of_i):
    return content(number(9, number_of_i))


def cases(messages):
    for subject in subjects(messages):
        if subject.like == 2:
            yield from items(subject)


def items(subject):
    says = lambda extension, text: (
        f"message_set_correct {{ [{subject.name}.{extension}] {{ {text} }} }}")
    usual = says("MessageSetCorrectExtension2.message_set_extension", "i: 99")
    for name, (data, text) in {
        "InOrder": (group(1, identifier(EXTENSION_2) + value(99)), usual),
        "Reversed": (group(1, value(99) + identifier(EXTENSION_2)), usual),
        # As whoever does not know of message sets writes it.
        "AsField": (piece(EXTENSION_2, number(9, 99)), usual),
        # In the order of the bytes, which the oneof tells.
        "AsFieldFirst": (
            piece(WITH_ONEOF, number(1, 42))
            + group(1, identifier(WITH_ONEOF) + content(number(2, 99))),
            says("ExtensionWithOneof.extension_with_oneof", "b: 99")),
        # The first of each counts.
        "IdentifierTwice": (
            group(1, identifier(EXTENSION_2) + value(99) + identifier(EXTENSION_1)), usual),
        "ValueTwice": (group(1, identifier(EXTENSION_2) + value(99) + value(88)), usual),
        "ValueTwiceReversed": (group(1, value(99) + identifier(EXTENSION_2) + value(88)), usual),
    }.items():
        yield Case(
            f"MessageSet.{name}", subject, BINARY, piece(SET, data), BINARY,
            is_message(lambda text=text: subject.of_text(text)))
    # Nobody looks into what is not known: field 0 would be refused.
    data = piece(SET, group(1, identifier(UNKNOWN) + content(number(0, 99))))
    yield Case("MessageSet.Unknown", subject, BINARY, data, BINARY, is_exactly(data))
    sets = [piece(SET, group(1, identifier(EXTENSION_2) + value(field))) for field in (1, 99)]
    yield Case(
        "MessageSet.Merged", subject, BINARY, b"".join(sets), BINARY,
        is_message(lambda: subject.of_text(usual)))
