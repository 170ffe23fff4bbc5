"""The text format: what is read, what is refused, and what is written."""

from messages import Subject, edition2023, subjects
from testee import BINARY, TEXT, Case, is_message, is_refused, is_text, written
from wire import group, number, piece


def cases(messages):
    for subject in subjects(messages):
        for family in (
            integers, float_forms, float_words, outside, strings, string_fields, enumerations, maps,
            structure, reserved, unknown,
        ):
            yield from family(subject)
        yield from (groups if subject.like == 2 else anys)(subject)
    yield from delimited(edition2023(messages))


def valid(name, subject, text, expected=None):
    """Text that says what other text says, to be written as bytes and as text."""
    expected = text if expected is None else expected
    for output in (BINARY, TEXT):
        yield Case(
            name, subject, TEXT, text, output, is_message(lambda: subject.of_text(expected)))


def refused(name, subject, text):
    return Case(name, subject, TEXT, text, TEXT, is_refused)


# Numbers.

BOUNDS = {
    "int32": (-(2**31), 2**31 - 1), "int64": (-(2**63), 2**63 - 1), "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1), "sint32": (-(2**31), 2**31 - 1), "sint64": (-(2**63), 2**63 - 1),
    "fixed32": (0, 2**32 - 1), "fixed64": (0, 2**64 - 1), "sfixed32": (-(2**31), 2**31 - 1),
    "sfixed64": (-(2**63), 2**63 - 1),
}


def forms(value):
    sign, magnitude = "-" if value < 0 else "", abs(value)
    return {
        "decimal": f"{sign}{magnitude}", "hexadecimal": f"{sign}0x{magnitude:X}",
        "octal": f"{sign}0{magnitude:o}"}


def integers(subject):
    for kind, (low, high) in BOUNDS.items():
        for value in {low, high, 0, 12}:
            for form, text in forms(value).items():
                yield from valid(
                    f"Integer.{kind}.{value}.{form}", subject, f"optional_{kind}: {text}",
                    f"optional_{kind}: {value}")
        for value in (low - 1, high + 1, 2**64, -(2**64)):
            for form, text in forms(value).items():
                yield refused(
                    f"Integer.{kind}.{value}.{form}", subject, f"optional_{kind}: {text}")
        for index, text in enumerate([
            "", "a", "1.0", "1e3", "1f", "'1'", "0x", "08", "+1", "--1", "true", "0xG", "1_0", "1x",
        ]):
            yield refused(f"Integer.{kind}.wrong.{index}", subject, f"optional_{kind}: {text}")


def float_forms(subject):
    for kind in ("float", "double"):
        for value in [
            "3.192837", "-3.192837", "3.123456789123456789", "3.4028235e+38", "1.17549e-38",
            "4294967296", "9223372036854775808", "3.4028235e+39", "1.17549e-39",
            "18446744073709551616", ".123", "-.123", ".123e2", "1.", "-1.", "1e5", "1E-5", "- 1.5",
            "123e+2", "1.e3", "0.0",
        ]:
            for suffix in ("", "f", "F"):
                yield from valid(
                    f"Float.{kind}.{value}{suffix}", subject, f"optional_{kind}: {value}{suffix}",
                    f"optional_{kind}: {value.replace(' ', '')}")
        for zero in ("0", "-0", "0.0", "-0.0"):
            for suffix in ("", "f", "F"):
                yield from valid(
                    f"Float.{kind}.{zero}{suffix}", subject, f"optional_{kind}: {zero}{suffix}",
                    # Zero is no value in proto3, but what is below zero is one.
                    "" if subject.like == 3 and zero[0] == "0" else f"optional_{kind}: {zero}")


def float_words(subject):
    for kind in ("float", "double"):
        for word in ("nan", "NaN", "nAn"):
            field = f"optional_{kind}"
            for sign in ("", "-"):
                yield from valid(
                    f"Float.{kind}.{sign}{word}", subject, f"{field}: {sign}{word}",
                    f"{field}: nan")
        for word in ("inf", "infinity", "INF", "INFINITY", "iNF", "inFINITY"):
            for sign in ("", "-"):
                yield from valid(
                    f"Float.{kind}.{sign}{word}", subject, f"optional_{kind}: {sign}{word}",
                    f"optional_{kind}: {sign}inf")
        for index, text in enumerate([
            "0x1", "-0x1", "012", "-012", "1e", "1ee3", "1.2.3", ".", "-", "e3", "+1", "'1'",
            "true", ".e5", "1ff", "inff", "infinityy", "1e+", "0x1p3", "",
        ]):
            yield refused(f"Float.{kind}.wrong.{index}", subject, f"optional_{kind}: {text}")


def outside(subject):
    """Numbers that are too large are infinite; those that are too small are zero."""
    huge = "18446744073709551616"
    for kind, large, small in [("float", "1e50", "1e-50"), ("double", "1e9999", "1e-9999")]:
        for sign in ("", "-"):
            for value in (large, f"1e{huge}"):
                yield from valid(
                    f"Outside.{kind}.{sign}{value}", subject, f"optional_{kind}: {sign}{value}",
                    f"optional_{kind}: {sign}inf")
            for value in (small, f"1e-{huge}"):
                zero = f"optional_{kind}: {sign}0"
                yield from valid(
                    f"Outside.{kind}.{sign}{value}", subject, f"optional_{kind}: {sign}{value}",
                    "" if subject.like == 3 and not sign else zero)


# Strings.

ESCAPES = {
    "Adjacent": ("'first' \"second\"\n'third'", "firstsecondthird"),
    "AdjacentComment": ("'a' # here\n 'b'", "ab"),
    "Basic": ("'\\a\\b\\f\\n\\r\\t\\v\\?\\\\\\'\\\"'", "\a\b\f\n\r\t\v?\\'\""),
    "Octal": ("'\\341\\210\\264'", "\u1234"),
    "ShortOctal": ("'\\0\\7\\12x'", "\0\7\nx"),
    "Hexadecimal": ("'\\xe1\\x88\\xb4'", "\u1234"),
    "ShortHexadecimal": ("'\\x1g\\xAz'", "\x01g\nz"),
    "Unicode": ("'\\u1234'", "\u1234"),
    "LongUnicode": ("'\\U00001234\\U00010437'", "\u1234\U00010437"),
    "Largest": ("'\\U0010ffff'", "\U0010ffff"),
    "Itself": ("'谷歌 😁'", "谷歌 😁"),
    "Empty": ("''", ""),
    "OtherQuotes": ("'\"' \"'\"", "\"'"),
}

WRONG = {
    "LineEnd": "'first line\nsecond line'", "TooLarge": "'\\U00110000'",
    "Pair": "'\\ud801\\udc37'", "First": "'\\ud800'", "Second": "'\\udc00'",
    "LongFirst": "'\\U0000d800'", "LongSecond": "'\\U0000dc00'",
    "LongPair": "'\\U0000d801\\U0000dc37'", "LongShort": "'\\U0000d801\\udc37'",
    "ShortLong": "'\\ud801\\U0000dc37'", "Unterminated": "'abc", "OtherQuote": "'abc\"",
    "NoQuotes": "abc", "Number": "1", "EndsWithinEscape": "'abc\\", "NoSuchEscape": "'\\q'",
    "EmptyHexadecimal": "'\\x'", "ShortUnicodeEscape": "'\\u123'",
    "LongUnicodeEscape": "'\\U1234567'",
    "TooLargeOctal": "'\\777'", "Message": "{}", "Nothing": "",
}


def strings(subject):
    for kind in ("string", "bytes"):
        for name, (literal, value) in ESCAPES.items():
            field = f"optional_{kind}"
            data = value.encode()
            message = subject.type()
            # A field of one value without presence has none if it is empty.
            setattr(message, field, value if kind == "string" else data)
            for output in (BINARY, TEXT):
                yield Case(
                    f"String.{kind}.{name}", subject, TEXT, f"{field}: {literal}", output,
                    is_message(lambda message=message: message))
        for name, literal in WRONG.items():
            yield refused(f"String.{kind}.{name}", subject, f"optional_{kind}: {literal}")


def string_fields(subject):
    """Bytes that are no UTF-8 are none of a string, but of bytes."""
    literals = {"Octal": "'\\300'", "Hexadecimal": "'\\xc0'", "Cut": "'\\xe1\\x88'"}
    for name, literal in literals.items():
        if subject.like == 3:
            yield refused(f"BadUTF8.string.{name}", subject, f"optional_string: {literal}")
        yield from valid(f"BadUTF8.bytes.{name}", subject, f"optional_bytes: {literal}")


# Words.


def enumerations(subject):
    for value, name in {"1": "BAR", "-1": "NEG", "0x1": "BAR", "BAZ": "BAZ", "NEG": "NEG"}.items():
        yield from valid(
            f"Enum.{value}", subject, f"optional_nested_enum: {value}",
            f"optional_nested_enum: {name}")
    for index, value in enumerate(["NONE", "foo", "'FOO'", "1.0", str(2**31), "", "true"]):
        yield refused(f"Enum.wrong.{index}", subject, f"optional_nested_enum: {value}")
    if subject.like == 2:
        # A closed one has no other values.
        yield refused("Enum.other", subject, "optional_nested_enum: 42")
    else:
        yield from valid("Enum.other", subject, "optional_nested_enum: 42")
        for value in ("MOO", "moo", "bAz"):
            yield from valid(
                f"Enum.alias.{value}", subject, f"optional_aliased_enum: {value}",
                "optional_aliased_enum: ALIAS_BAZ")
    for value, word in {"true": "true", "t": "true", "True": "true", "1": "true"}.items():
        yield from valid(
            f"Bool.{value}", subject, f"optional_bool: {value}", f"optional_bool: {word}")
    for index, value in enumerate(["TRUE", "yes", "2", "'true'", "-1", "tru", ""]):
        yield refused(f"Bool.wrong.{index}", subject, f"optional_bool: {value}")


# Messages.


def maps(subject):
    entry = lambda name, key, value: f"{name} {{ key: {key} value: {value} }} "
    for name, entries in {
        "map_string_string": [(f"'{key}'", "'value'") for key in "abc"],
        "map_int32_int32": [(key, 0) for key in (1, 2, 3)],
        "map_bool_bool": [("false", "false"), ("true", "false")],
    }.items():
        ordered = "".join(entry(name, *pair) for pair in entries)
        reverse = "".join(entry(name, *pair) for pair in reversed(entries))
        for order, text in {"ordered": ordered, "reversed": reverse}.items():
            yield from valid(f"Map.{name}.{order}", subject, text, ordered)
            # In the order of their keys.
            places = lambda text: [text.find(f"key: {key}") for key, _ in entries]
            yield Case(
                f"Map.{name}.{order}.sorted", subject, TEXT, text, TEXT,
                is_text(lambda text, places=places: places(text.replace('"', "'")) == sorted(
                    places(text.replace('"', "'"))) and -1 not in places(text.replace('"', "'"))))
    nested = "map_string_nested_message { key: 'twice' value %s } "
    last = nested % "{ corecursive {} }"
    yield from valid("Map.twice", subject, nested % "{ a: 123 }" + last, last)
    yield from valid(
        "Map.list", subject, "map_int32_int32: [{ key: 1 value: 2 }, { value: 4 key: 3 }]",
        entry("map_int32_int32", 1, 2) + entry("map_int32_int32", 3, 4))
    yield from valid(
        "Map.nothing", subject, "map_int32_int32 {}", entry("map_int32_int32", 0, 0))
    yield refused("Map.unknown", subject, "map_int32_int32 { other: 1 }")


def structure(subject):
    message = "optional_nested_message { a: 1 }"
    for name, text in {
        "colon": "optional_nested_message: { a: 1 }", "angles": "optional_nested_message < a: 1 >",
        "tight": "optional_nested_message{a:1}", "comma": "optional_nested_message { a: 1, },",
        "semicolon": "optional_nested_message { a: 1; };",
        "comment": "# One.\noptional_nested_message { # Two.\n a: 1 # Three.\n}# Four.",
        "lines": "\n\toptional_nested_message\r\n:\n{\na\n:\n1\n}\n",
    }.items():
        yield from valid(f"Structure.{name}", subject, text, message)
    for name, text in {
        "list": "repeated_int32: [1, 2, 3]", "emptyList": "repeated_int32: []",
        "mixedList": "repeated_int32: 1 repeated_int32: [2, 3] repeated_int32: 4",
        "messageList": "repeated_nested_message: [{ a: 1 }, < a: 2 >]",
        "stringList": "repeated_string: ['a' 'b', \"c\"]", "nothing": " # Nothing.",
        "oneof": "oneof_uint32: 0",
    }.items():
        yield from valid(f"Structure.{name}", subject, text)
    for name, text in {
        "open": "optional_nested_message { a: 1", "close": "optional_nested_message { a: 1 } }",
        "otherBracket": "optional_nested_message { a: 1 >", "noValue": "optional_int32:",
        "noColon": "optional_int32 1", "noName": ": 1", "unknown": "no_such_field: 1",
        "twice": "optional_int32: 1 optional_int32: 2", "separators": "optional_int32: 1,, ",
        "listOfOne": "optional_int32: [1]", "trailingComma": "repeated_int32: [1, 2,]",
        "openList": "repeated_int32: [1, 2", "number": "1: 1", "camelCase": "optionalInt32: 1",
        "unknownExtension": "[no.such.extension]: 1", "message": "optional_nested_message: 1",
        "two": "oneof_uint32: 1 oneof_string: 'a'", "emptyName": "[]: 1", "braces": "{}",
    }.items():
        yield refused(f"Structure.{name}", subject, text)


def reserved(subject):
    """What has a reserved name is passed over, whatever it is."""
    for index, value in enumerate([
        "true", "-123", "0.123", "ENUM_VALUE", '"hello"', "{ a: 123 }", "< a: 123 >", "[-123, 456]",
        "[0.123, 1e-10] ", '["hello", "there"]', "[{ a: 1 }, < b { c: 'd' } >]", "-inf", "'a' 'b'",
    ]):
        yield from valid(f"Reserved.{index}", subject, f"reserved_field: {value}", "")
        yield from valid(
            f"Reserved.{index}.between", subject,
            f"optional_int32: 1 reserved_field: {value}, optional_int64: 2",
            "optional_int32: 1 optional_int64: 2")
    yield from valid("Reserved.message", subject, "reserved_field { a: 1 }", "")
    inner = "recursive_message { reserved_field: 1 }"
    yield from valid("Reserved.inner", subject, inner, "recursive_message {}")
    for index, text in enumerate(
        ["reserved_field: {", "reserved_field 1", "reserved_field:", "reserved_fields: 1"]
    ):
        yield refused(f"Reserved.wrong.{index}", subject, text)


def unknown(subject):
    """Fields that are not known are written by their numbers, if at all."""
    kind = "protobuf_test_messages.proto2.UnknownToTestAllTypes"
    other = Subject(subject.messages, subject.label, kind, 2)
    for name, text in {
        "Scalars": "optional_int32: 123 optional_string: 'hello' optional_bool: true",
        "Message": "nested_message { c: 111 }", "Group": "OptionalGroup { a: 321 }",
        "Repeated": "OptionalGroup { a: 321 } repeated_int32: [1, 2, 3]",
    }.items():
        message = other.of_text(text)
        data = message.SerializeToString()

        def is_printed(case, response, message=message):
            payload, wrong = written(case, response)
            return wrong or (
                None if other.of_text(payload, numbers=True) == message else f"is '{payload}'")

        is_nothing = is_text(lambda text: text == "")
        yield Case(f"Unknown.{name}.dropped", subject, BINARY, data, TEXT, is_nothing)
        yield Case(
            f"Unknown.{name}.printed", subject, BINARY, data, TEXT, is_printed,
            print_unknown_fields=True)


# Groups, and messages that are encoded like them.


def groups(subject):
    named = f"{subject.package}.groupfield"
    for name, (text, expected) in {
        "NoColon": ("Data { group_int32: 1 }", "data { group_int32: 1 }"),
        "Colon": ("Data: { group_int32: 1 }", "data { group_int32: 1 }"),
        "Empty": ("Data {}", "data {}"),
        "Words": (
            "MultiWordGroupField { group_int32: 1 }", "multiwordgroupfield { group_int32: 1 }"),
        "Lower": ("data { group_int32: 1 }", "data { group_int32: 1 }"),
        "LowerWords": ("multiwordgroupfield { group_int32: 1 }",) * 2,
        "Extension": (f"[{named}] {{ group_int32: 1 }}",) * 2,
        "IntegerExtension": (f"[{subject.package}.extension_int32]: 1",) * 2,
        "StringExtension": (f"[{subject.package}.extension_string]: 'a'",) * 2,
    }.items():
        yield from valid(f"Group.{name}", subject, text, expected)
    yield refused(
        "Group.ExtensionByType", subject, f"[{subject.package}.GroupField] {{ group_int32: 1 }}")
    yield refused("Group.DATA", subject, "DATA { group_int32: 1 }")
    data = group(201, number(202, 1)) + group(204, number(205, 2))
    yield Case(
        "Group.names", subject, BINARY, data, TEXT,
        is_text(lambda text: "Data {" in text and "MultiWordGroupField {" in text))


def delimited(subject):
    package = subject.package
    value = "{ group_int32: 1 }"
    for name, (text, expected) in {
        "NoColon": (f"GroupLikeType {value}", f"groupliketype {value}"),
        "Colon": (f"GroupLikeType: {value}", f"groupliketype {value}"),
        "Empty": ("GroupLikeType {}", "groupliketype {}"),
        "Extension": (f"[{package}.groupliketype] {{ c: 1 }}",) * 2,
        "OtherExtension": (f"[{package}.delimited_ext] {{ c: 1 }}",) * 2,
        "Lower": (f"groupliketype {value}",) * 2,
        "Other": (f"delimited_field {value}",) * 2,
        "SpaceInName": (
            "[protobuf _test_messages.edit\tions.exten\nsion_int32]: 1",
            f"[{package}.extension_int32]: 1"),
        "CommentInName": (
            "[protobuf_test_messages.edit # comment \nions.extension_int32]: 1",
            f"[{package}.extension_int32]: 1"),
        "SpaceAround": (f"[ {package}.extension_int32 ] : 1", f"[{package}.extension_int32]: 1"),
    }.items():
        yield from valid(f"Delimited.{name}", subject, text, expected)
    yield refused(
        "Delimited.ExtensionByType", subject, f"[{package}.GroupLikeType] {{ group_int32: 1 }}")
    yield refused("Delimited.OtherByType", subject, "DelimitedField { group_int32: 1 }")


# Messages of any type.


def anys(subject):
    url = "type.googleapis.com/protobuf_test_messages.proto3.TestAllTypesProto3"
    kind = url.split("/")[1]
    body = "{ optional_int32: 12345 }"
    says = lambda url: piece(305, piece(1, url.encode()) + piece(2, number(1, 12345)))
    prefix = "non.default.domain"
    for name, (inner, expected) in {
        "Usual": (f"[{url}] {body}", url),
        "Colon": (f"[{url}]: {body}", url),
        "Angles": (f"[{url}] < optional_int32: 12345 >", url),
        "Separator": (f"[{url}] {body},", url),
        "Raw": (f"type_url: '{url}' value: '\\b\\271`'", url),
        "OtherPrefix": (f"[{prefix}/{kind}] {body}", f"{prefix}/{kind}"),
        "SpecialCharacters": (
            f"[{prefix}/sub-path_0/~!$&()*+,;=/{kind}] {body}",
            f"{prefix}/sub-path_0/~!$&()*+,;=/{kind}"),
        "PercentEscape": (f"[{prefix}/%2F/{kind}] {body}", f"{prefix}/%2F/{kind}"),
        "Space": (
            "[ ty pe.go\nogleap\tis.com/\n  proto buf_te\nst_messages.proto3.Test\tAllTypesProto3 ]"
            + body, url),
        "Comment": (
            "[type.google # comment \napis.com/protobuf_test_messages.proto3.Test # comment \n"
            "AllTypesProto3] " + body, url),
    }.items():
        for output in (BINARY, TEXT):
            yield Case(
                f"Any.{name}", subject, TEXT, f"optional_any {{ {inner} }}", output,
                is_message(lambda expected=expected: subject.of_bytes(says(expected))))
    for name, inner in {
        "UnknownType": f"[type.googleapis.com/unknown] {body}",
        "WrongPercentEscape": f"[{prefix}/%ZZ/{kind}] {body}",
        "CutPercentEscape": f"[{prefix}/%2/{kind}] {body}",
        "Two": f"[{url}] {body} [{url}] {body}",
        "Beside": f"[{url}] {body} value: ''",
        "NoPrefix": f"[{kind}] {body}",
        "WrongCharacter": f"[{prefix}/^/{kind}] {body}",
        "Open": f"[{url} {body}",
    }.items():
        yield refused(f"Any.{name}", subject, f"optional_any {{ {inner} }}")
