"""JSON: what is read, what is refused, and what is written."""

import itertools
import struct

import json_known_cases
from messages import subjects
from testee import BINARY, JSON, Case, either, is_json, is_message, is_refused
from wire import FIXED32, FIXED64, tag


def cases(messages):
    for subject in subjects(messages):
        for family in (
            names, written_names, syntax, duplicates, integers, wrong_integers, floats, not_numbers,
            booleans, enumerations, strings, wrong_strings, oneofs, maps, lists, wrong_lists, nulls,
            unknown, unknown_values, defaults,
        ):
            yield from family(subject)
        if subject.like == 3:
            yield from json_known_cases.cases(subject)


def valid(name, subject, text, expected):
    """JSON that says what text says, to be written as bytes and as JSON."""
    for output in (BINARY, JSON):
        yield Case(
            name, subject, JSON, text, output, is_message(lambda: subject.of_text(expected)))


def refused(name, subject, text):
    return Case(name, subject, JSON, text, JSON, is_refused)


def writes(name, subject, text, holds):
    return Case(name + ".written", subject, JSON, text, JSON, is_json(holds))


def lenient(name, subject, text, expected):
    """What is not known is passed over."""
    return Case(
        name + ".lenient", subject, JSON, text, BINARY,
        is_message(lambda: subject.of_text(expected)), test_category=3)


# Names.

NAMES = {
    "fieldname1": "fieldname1", "field_name2": "fieldName2", "_field_name3": "FieldName3",
    "field__name4_": "fieldName4", "field0name5": "field0name5", "field_0_name6": "field0Name6",
    "fieldName7": "fieldName7", "FieldName8": "FieldName8", "field_Name9": "fieldName9",
    "Field_Name10": "FieldName10", "FIELD_NAME11": "FIELDNAME11", "FIELD_name12": "FIELDName12",
    "__field_name13": "FieldName13", "__Field_name14": "FieldName14",
    "field__name15": "fieldName15", "field__Name16": "fieldName16",
    "field_name17__": "fieldName17", "Field_name18__": "FieldName18",
}


def members(names):
    return "{" + ", ".join(f'"{name}": {index}' for index, name in enumerate(names, 1)) + "}"


def names(subject):
    text = " ".join(f"{name}: {index}" for index, name in enumerate(NAMES, 1))
    yield from valid("Names.JSON", subject, members(NAMES.values()), text)
    yield from valid("Names.declared", subject, members(NAMES), text)
    for index, (declared, name) in enumerate(NAMES.items()):
        for kind, one in {"JSON": name, "declared": declared}.items():
            yield from valid(
                f"Names.{kind}.{index}", subject, f'{{"{one}": 5}}', f"{declared}: 5")
    yield from valid("Names.escaped", subject, r'{"fieldn\u0061me1": 1}', "fieldname1: 1")
    yield writes("Names", subject, '{"optional_nested_message": {}}',
                 lambda value: value == {"optionalNestedMessage": {}})


def written_names(subject):
    for declared, name in NAMES.items():
        yield writes(
            f"Names.{declared}", subject, f'{{"{declared}": 1}}',
            lambda value, name=name: value == {name: 1})


def syntax(subject):
    """What is JSON, and what only looks like it."""
    both = "optional_int32: 1 optional_int64: 2"
    for index, spaces in enumerate(["", " ", "\n", "\n  ", "\t\r\n"]):
        text = spaces.join('{ "optionalInt32" : 1 , "optionalInt64" : 2 }'.split())
        yield from valid(f"Space.{index}", subject, spaces + text + spaces, both)
    for name, text in {
        "NameWithoutQuotes": "{fieldname1: 1}",
        "EndsWithinEscape": '{"optionalString": "abc\\',
        "EndsWithinString": '{"optionalString": "abc',
        "EndsWithinObject": '{"fieldname1": 1',
        "TrailingComma": '{"fieldname1":1,}',
        "TrailingComma.space": '{"fieldname1":1 ,}',
        "TrailingComma.spaces": '{"fieldname1":1 , }',
        "TrailingComma.lines": '{\n  "fieldname1": 1,\n}',
        "LeadingComma": '{,"fieldname1": 1}',
        "Comment": '{\n  // One.\n  "fieldname1": 1\n}',
        "Comment.inline": '{"fieldname1": /* one */ 1}',
        "MissingComma": '{ "optionalInt32": 1 "optionalInt64": 2 }',
        "MissingComma.lines": '{\n  "optionalInt32": 1\n  "optionalInt64": 2\n}',
        "MissingColon": '{"optionalInt32" 1}',
        "Null": "null", "Array": "[]", "Number": "1", "String": '"{}"', "Nothing": "",
        "Two": "{} {}", "More": "{}1",
        "SingleQuotes.key": "{'optionalString': \"a\"}",
        "SingleQuotes.value": "{\"optionalString\": 'a'}",
        "SingleQuotes.both": "{'optionalString': 'a'}",
    }.items():
        yield refused(f"Syntax.{name}", subject, text)
    for name, value in {
        "Boolean": "true", "Number": "1", "String": '"hello"', "Message": '{ "a": 1 }',
    }.items():
        yield refused(f"ReservedName.{name}", subject, f'{{"reserved_field": {value}}}')


def duplicates(subject):
    """Fields that are there twice are refused, or the last counts."""
    camel, snake = "optionalNestedMessage", "optional_nested_message"
    for first, second in itertools.product((camel, snake), repeat=2):
        text = f'{{"{first}": {{"a": 1}}, "{second}": {{}}}}'
        last = is_message(lambda: subject.of_text("optional_nested_message {}"))
        yield Case(
            f"Twice.{first}.{second}", subject, JSON, text, BINARY, either(is_refused, last))


# Numbers.

BOUNDS = {
    kind: (0 if kind.startswith(("Uint", "Fixed")) else -(2 ** (bits - 1)),
           2**bits - 1 if kind.startswith(("Uint", "Fixed")) else 2 ** (bits - 1) - 1)
    for bits in (32, 64)
    for kind in (f"Int{bits}", f"Uint{bits}", f"Sint{bits}", f"Fixed{bits}", f"Sfixed{bits}")}


def integers(subject):
    for kind, bounds in BOUNDS.items():
        for value in bounds:
            text = f"optional_{kind.lower()}: {value}"
            for form, shown in {"number": value, "string": f'"{value}"'}.items():
                yield from valid(
                    f"{kind}.{value}.{form}", subject, f'{{"optional{kind}": {shown}}}', text)
        for value in (bounds[0] - 1, bounds[1] + 1):
            for form, shown in {"number": value, "string": f'"{value}"'}.items():
                yield refused(
                    f"{kind}.{value}.{form}", subject, f'{{"optional{kind}": {shown}}}')
        for form, value in {
            "100000.000": 100000, "1e5": 100000, '"1e5"': 100000, "1.5E1": 15, "1e+2": 100,
            "12300e-2": 123, "2.147483647e9": 2**31 - 1, '"0"': 0, "0.0": 0, "-0": 0, "0e9": 0,
            r'"2\u0031"': 21,
        }.items():
            yield from valid(
                f"{kind}.{form}", subject, f'{{"optional{kind}": {form}}}',
                f"optional_{kind.lower()}: {value}")
        is_string = "64" in kind
        yield writes(
            kind, subject, f'{{"optional{kind}": 1}}',
            lambda value, is_string=is_string: list(value.values()) == ["1" if is_string else 1])
    # The largest that numbers with a point say exactly.
    for kind, value in {"Int64": 2**63 - 1024, "Uint64": 2**64 - 2048}.items():
        yield from valid(
            f"{kind}.largest", subject, f'{{"optional{kind}": {value}}}',
            f"optional_{kind.lower()}: {value}")
    yield from valid(
        "Int32.smallest", subject, '{"optionalInt32": -2.147483648e9}',
        f"optional_int32: {-2**31}")
    yield from valid(
        "Uint32.largest", subject, '{"optionalUint32": 4.294967295e9}',
        f"optional_uint32: {2**32 - 1}")


# What is no number of any kind; with digits of other scripts, which some languages take for some.
NO_NUMBERS = [
    "true", "false", '""', '"12abc"', '"12 34"', '"12,34"', '"12谷歌34"', '"abc"', '"3x3"', "+1",
    "01", "-01", '" 1"', '"1 "', '"٠١٢"', '"１２３"', "[1]", "{}", '"0x1"', "0x1", "1.", ".5", "-",
    '"-"', '"+1"', '"1_000"', '"1e"', "1e", '"\\n1"', '"1\\u0000"', '"١"',
]


def wrong_integers(subject):
    for kind in BOUNDS:
        not_whole = ["0.5", '"0.5"', "1e-1", '"NaN"', '"1e536870000"']
        for index, value in enumerate(NO_NUMBERS + not_whole):
            yield refused(f"{kind}.wrong.{index}", subject, f'{{"optional{kind}": {value}}}')


def floats(subject):
    for kind, values in {
        "Float": ["1.175494e-38", "-1.175494e-38", "3.402823e+38", "-3.402823e+38"],
        "Double": ["2.22507e-308", "-2.22507e-308", "1.79769e+308", "-1.79769e+308"],
    }.items():
        for value in values + ["1", "1e3", "0.5", "-0.0"]:
            text = f"optional_{kind.lower()}: {value}"
            for form, shown in {"number": value, "string": f'"{value}"'}.items():
                yield from valid(
                    f"{kind}.{value}.{form}", subject, f'{{"optional{kind}": {shown}}}', text)
        for shown, value in {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}.items():
            yield from valid(
                f"{kind}.{shown}", subject, f'{{"optional{kind}": "{shown}"}}',
                f"optional_{kind.lower()}: {value}")
            yield writes(
                f"{kind}.{shown}", subject, f'{{"optional{kind}": "{shown}"}}',
                lambda value, shown=shown: list(value.values()) == [shown])


def not_numbers(subject):
    for kind, large in {"Float": "3.502823e+38", "Double": "1.89769e+308"}.items():
        outside = [large, f"-{large}", f'"{large}"', "1e999999", "-1e999999"]
        for index, value in enumerate(
            NO_NUMBERS + ["NaN", "Infinity", "-Infinity", '"nan"', '"inf"', '"+Infinity"'] + outside
        ):
            yield refused(f"{kind}.wrong.{index}", subject, f'{{"optional{kind}": {value}}}')
    # What is no number is so in many ways, of which JSON has one.
    for name, data in {
        "optional_float": [(11, FIXED32, "<I", bits) for bits in (0x7FA12345, 0xFFB54321)],
        "optional_double": [
            (12, FIXED64, "<Q", bits) for bits in (0x7FFA123456789ABC, 0xFFFBCBA987654321)],
    }.items():
        for field, wire, form, bits in data:
            yield Case(
                f"NaN.{bits:x}", subject, BINARY, tag(field, wire) + struct.pack(form, bits), JSON,
                is_message(lambda name=name: subject.of_text(f"{name}: nan")))


# Words.


def booleans(subject):
    for value in ("true", "false"):
        yield from valid(
            f"Bool.{value}", subject, f'{{"optionalBool":{value}}}', f"optional_bool: {value}")
    for index, value in enumerate(
        ["0", "1", "True", "False", "TRUE", "FALSE", '"true"', '"false"', "t", '"1"', "[]", "yes"]
    ):
        yield refused(f"Bool.wrong.{index}", subject, f'{{"optionalBool":{value}}}')


def enumerations(subject):
    for value, text in {
        '"FOO"': "FOO", '"BAZ"': "BAZ", '"NEG"': "NEG", "0": "FOO", "1": "BAR", "-1": "NEG",
    }.items():
        yield from valid(
            f"Enum.{text}.{value}", subject, f'{{"optionalNestedEnum": {value}}}',
            f"optional_nested_enum: {text}")
    for index, value in enumerate(
        ["FOO", '["FOO"]', "[2]", "true", "false", '"foo"', '""', "0.5", "{}", '" FOO"',
         str(2**31)]
    ):
        yield refused(f"Enum.wrong.{index}", subject, f'{{"optionalNestedEnum": {value}}}')
    if subject.like == 2:
        return
    for value in ("ALIAS_BAZ", "MOO", "moo", "bAz"):
        yield from valid(
            f"Enum.alias.{value}", subject, f'{{"optionalAliasedEnum": "{value}"}}',
            "optional_aliased_enum: ALIAS_BAZ")
    yield writes(
        "Enum.unknown", subject, '{"optionalNestedEnum": 123}',
        lambda value: value == {"optionalNestedEnum": 123})


# Strings.


def strings(subject):
    for index, (value, text) in enumerate([
        ("Hello there!", "Hello there!"), ("谷歌", "\\350\\260\\267\\346\\255\\214"),
        (r"\"\\\/\b\f\n\r\t", r"\"\\/\b\f\n\r\t"),
        (r"\u8C37\u6b4C", "\\350\\260\\267\\346\\255\\214"),
        (r"\uD83D\uDE01", "\\360\\237\\230\\201"), ("😁", "\\360\\237\\230\\201"),
        (r"Hello\u0000there!", "Hello\\000there!"), ("", ""), ("\x7f", "\\177"),
        (r"\uFFFF\uFFFE", "\\357\\277\\277\\357\\277\\276"),
    ]):
        yield from valid(
            f"String.{index}", subject, f'{{"optionalString": "{value}"}}',
            f'optional_string: "{text}"')
    for value, text in {
        "AQI=": "\\001\\002", "-_": "\\373", "-_8=": "\\373\\377", "+/8=": "\\373\\377",
        "AQI": "\\001\\002", "": "", "AAEC": "\\000\\001\\002",
    }.items():
        yield from valid(
            f"Bytes.{value}", subject, f'{{"optionalBytes": "{value}"}}',
            f'optional_bytes: "{text}"')


def wrong_strings(subject):
    for index, value in enumerate([
        r'"\U8C37\U6b4C"', r'"\uXXXX\u6B4C"', r'"\u8C3"', r'"\uD800"', r'"\uDC00"',
        r'"\uDE01\uD83D"', "12345", "true", "[]", "{}", r'"\x41"', r'"\a"', r'"\uD800\u0041"',
        r'"\uD800x"', '"line\nline"', '"tab\there"', '"\x00"', r'"\u 041"', r'"\u+041"',
    ]):
        yield refused(f"String.wrong.{index}", subject, f'{{"optionalString": {value}}}')
    for index, value in enumerate(["12345", '"A"', '"!!!!"', '"AQ I="', '"AQI=AQI="', "[]"]):
        yield refused(f"Bytes.wrong.{index}", subject, f'{{"optionalBytes": {value}}}')


# Fields that hang together.


def oneofs(subject):
    for name, text, expected in [
        ("TwoFields", '{"oneofUint32": 1, "oneofString": "a"}', "oneof_string: 'a'"),
        ("TwoFieldsReversed", '{"oneofString": "a", "oneofUint32": 1}', "oneof_uint32: 1"),
    ]:
        last = is_message(lambda expected=expected: subject.of_text(expected))
        yield Case(f"Oneof.{name}", subject, JSON, text, BINARY, either(is_refused, last))
    for name, text in {
        "NullFirst": '{"oneofUint32": null, "oneofString": "a"}',
        "NullSecond": '{"oneofString": "a", "oneofUint32": null}',
        "NullsAround": '{"oneofBool": null, "oneofString": "a", "oneofNestedMessage": null}',
    }.items():
        yield from valid(f"Oneof.{name}", subject, text, "oneof_string: 'a'")
    for text, expected in {
        '"oneofUint32": 0': "oneof_uint32: 0",
        '"oneofNestedMessage": {}': "oneof_nested_message {}",
        '"oneofString": ""': "oneof_string: ''", '"oneofBytes": ""': "oneof_bytes: ''",
        '"oneofBool": false': "oneof_bool: false", '"oneofUint64": 0': "oneof_uint64: 0",
        '"oneofFloat": 0.0': "oneof_float: 0", '"oneofDouble": 0.0': "oneof_double: 0",
        '"oneofEnum": "FOO"': "oneof_enum: FOO",
    }.items():
        yield from valid(f"Oneof.{expected.split(':')[0]}", subject, f"{{{text}}}", expected)


def maps(subject):
    for kind in BOUNDS:
        lower = kind.lower()
        one, other = f"map{kind}{kind}", f"map_{lower}_{lower}"
        yield from valid(
            f"Map.{kind}", subject, f'{{"{one}": {{"1": 2, "3": 4}}}}',
            f"{other} {{ key: 1 value: 2 }} {other} {{ key: 3 value: 4 }}")
        yield from valid(
            f"Map.{kind}.escaped", subject, f'{{"{one}": {{"\\u0031": 2}}}}',
            f"{other} {{ key: 1 value: 2 }}")
        for index, key in enumerate(["1", "null", '" 1"', '""', '"a"', '"1 "', '"0.5"', '"٢"']):
            yield refused(f"Map.{kind}.key.{index}", subject, f'{{"{one}": {{{key}: 2}}}}')
    yield from valid(
        "Map.Bool", subject, r'{"mapBoolBool": {"tr\u0075e": true, "false": false}}',
        "map_bool_bool { key: true value: true } map_bool_bool { key: false value: false }")
    for index, key in enumerate(["true", '"True"', '"1"', '"t"', '""', "1"]):
        yield refused(f"Map.Bool.key.{index}", subject, f'{{"mapBoolBool": {{{key}: true}}}}')
    entry = "map_string_nested_message { key: '%s' value { a: %d } }"
    yield from valid(
        "Map.Message", subject,
        '{"mapStringNestedMessage": {"hello": {"a": 1234}, "world": {"a": 5678}}}',
        entry % ("hello", 1234) + entry % ("world", 5678))


# Lists.


def lists(subject):
    for name, value, text in [
        ("repeatedInt32", "[1, 2, 3, 4]", "repeated_int32: [1, 2, 3, 4]"),
        ("repeatedInt32", "[]", ""),
        ("repeatedInt64", '["1", 2]', "repeated_int64: [1, 2]"),
        ("repeatedBool", "[true, false]", "repeated_bool: [true, false]"),
        ("repeatedDouble", '[1, "NaN"]', "repeated_double: [1, nan]"),
        ("repeatedNestedEnum", '["FOO", "BAR", 2]', "repeated_nested_enum: [FOO, BAR, BAZ]"),
        ("repeatedString", '["Hello", "there"]', "repeated_string: ['Hello', 'there']"),
        ("repeatedBytes", '["AAEC", "AQI="]', r"repeated_bytes: ['\000\001\002', '\001\002']"),
        ("repeatedNestedMessage", '[{"a": 1234}, {}]',
         "repeated_nested_message { a: 1234 } repeated_nested_message {}"),
    ]:
        yield from valid(f"List.{name}.{len(value)}", subject, f'{{"{name}": {value}}}', text)


def wrong_lists(subject):
    for name, values in {
        "repeatedInt32": [
            "[1, false]", '[1, "name"]', '[1, {"a": 4}]', "[1, null]", "1", "[1,]", "[1 ,]",
            "[1 , ]", "[\n  1,\n  2,\n]", "[1 2]", "[,1]", "[[1]]", "{}", '"[1]"', "[1"],
        "repeatedString": ['["1", 2]', '["1", false]', '["1", {"a": 4}]', '["1", null]', '"1"'],
        "repeatedNestedMessage": [
            '[{"a": 1}, 2]', '[{"a": 1}, false]', '[{"a": 1}, "2"]', '[{"a": 1}, null]',
            '{"a": 1}', "[[]]"],
        "repeatedBool": ["[1]", '["true"]', "true", "[null]"],
        "repeatedNestedEnum": ['["NONE"]', "[null]", '"FOO"', "[true]"],
        "optionalInt32": ["[1]", "[]"],
        "optionalNestedMessage": ['[{"a": 1}]', "[]", "1", '"a"', "true"],
    }.items():
        for index, value in enumerate(values):
            yield refused(f"List.{name}.wrong.{index}", subject, f'{{"{name}": {value}}}')


# Nothing, and what is not known.

KINDS = [
    "Int32", "Int64", "Uint32", "Uint64", "Sint32", "Sint64", "Fixed32", "Fixed64", "Sfixed32",
    "Sfixed64", "Float", "Double", "Bool", "String", "Bytes", "NestedEnum", "NestedMessage",
]


def nulls(subject):
    names = [prefix + kind for prefix in ("optional", "repeated") for kind in KINDS]
    names += ["mapInt32Int32", "mapBoolBool", "mapStringNestedMessage", "recursiveMessage"]
    for name in names:
        yield from valid(f"Null.{name}", subject, f'{{"{name}": null}}', "")
    yield from valid(
        "Null.all", subject, "{" + ", ".join(f'"{name}": null' for name in names) + "}", "")
    for name, text in {
        "key": '{"mapInt32Int32": {null: 1}}', "value": '{"mapInt32Int32": {"0": null}}',
        "message": '{"mapStringNestedMessage": {"a": null}}', "word": '{"optionalInt32": nul}',
    }.items():
        yield refused(f"Null.{name}", subject, text)


def unknown(subject):
    for index, value in enumerate([
        "1", '"a"', "true", "false", "null", '{"a": 1}', "[1, [2], {}]", "1.5e3",
        '{"a": {"b": []}}',
    ]):
        text = f'{{"unknown": {value}}}'
        yield lenient(f"Unknown.{index}", subject, text, "")
        yield refused(f"Unknown.{index}", subject, text)
        inner = f'{{"optionalNestedMessage": {{"unknown": {value}, "a": 1}}}}'
        yield lenient(f"Unknown.{index}.inner", subject, inner, "optional_nested_message { a: 1 }")
    for index, text in enumerate(['{"unknown": }', '{"unknown": [1,]}', '{"unknown": tru}']):
        yield Case(
            f"Unknown.wrong.{index}", subject, JSON, text, BINARY, is_refused, test_category=3)


def unknown_values(subject):
    """Names of no value of an enumeration, which are passed over like fields."""
    foo = "map_string_nested_enum { key: 'one' value: FOO }"
    for name, (text, expected) in {
        "optional": ('{"optional_nested_enum": "NONE"}', ""),
        "oneof": ('{"oneofEnum": "NONE"}', ""),
        "repeated": ('{"repeatedNestedEnum": ["NONE"]}', ""),
        "map": ('{"mapStringNestedEnum": {"key": "NONE"}}', ""),
        "repeatedPart": (
            '{"repeatedNestedEnum": ["FOO", "NONE", "FOO"]}', "repeated_nested_enum: [FOO, FOO]"),
        "mapPart": ('{"mapStringNestedEnum": {"one": "FOO", "two": "NONE"}}', foo),
    }.items():
        yield lenient(f"UnknownValue.{name}", subject, text, expected)
        yield refused(f"UnknownValue.{name}", subject, text)


def defaults(subject):
    """Zero is written where it is a choice."""
    if subject.like == 3:
        yield writes("Zero", subject, '{"FieldName13": 0}', lambda value: value == {})
        return
    yield writes("Zero", subject, '{"FieldName13": 0}', lambda value: value == {"FieldName13": 0})
    for extension, value in {"extension_int32": 1, "extension_string": "a"}.items():
        name = f"[{subject.package}.{extension}]"
        shown = f'"{value}"' if isinstance(value, str) else value
        yield writes(
            f"Extension.{extension}", subject, f'{{"{name}": {shown}}}',
            lambda written, name=name, value=value: written == {name: value})
        yield from valid(
            f"Extension.{extension}", subject, f'{{"{name}": {shown}}}', f"{name}: {shown}")
