"""JSON of the well-known types."""

from testee import BINARY, JSON, Case, is_json, is_message, is_not_written, is_refused


def cases(subject):
    for family in (
        wrappers, durations, wrong_durations, timestamps, offsets, wrong_timestamps, masks, structs,
        values, null_values, deep_values, anys, wrong_anys,
    ):
        yield from family(subject)


def valid(name, subject, text, expected):
    for output in (BINARY, JSON):
        yield Case(
            name, subject, JSON, text, output, is_message(lambda: subject.of_text(expected)))


def refused(name, subject, text):
    return Case(name, subject, JSON, text, JSON, is_refused)


def writes(name, subject, text, holds):
    return Case(name + ".written", subject, JSON, text, JSON, is_json(holds))


def unwritable(name, subject, text):
    """A message that JSON cannot say."""
    data = subject.of_text(text).SerializeToString()
    return Case(name, subject, BINARY, data, JSON, is_not_written)


# Wrappers.

WRAPPED = {
    "bool": ("false", "true"), "int32": ("0", "1"), "uint32": ("0", "1"), "int64": ("0", '"1"'),
    "uint64": ("0", '"1"'), "float": ("0", "1.5"), "double": ("0", "1.5"),
    "string": ('""', '"AQI="'), "bytes": ('""', '"AQI="'),
}


def wrappers(subject):
    for kind, (zero, other) in WRAPPED.items():
        texts = [zero, r'"\001\002"' if kind == "bytes" else other.strip('"')]
        if kind == "string":
            texts[1] = other
        name = kind.capitalize() + "Wrapper"
        for shown, text in zip((zero, other), texts):
            yield from valid(
                f"Wrapper.{kind}.{shown}", subject, f'{{"optional{name}": {shown}}}',
                f"optional_{kind}_wrapper {{ value: {text} }}")
        yield from valid(
            f"Wrapper.{kind}.list", subject, f'{{"repeated{name}": [{zero}, {other}]}}',
            " ".join(f"repeated_{kind}_wrapper {{ value: {text} }}" for text in texts))
        yield from valid(f"Wrapper.{kind}.null", subject, f'{{"optional{name}": null}}', "")
        yield from valid(f"Wrapper.{kind}.nulls", subject, f'{{"repeated{name}": null}}', "")
        wrapped = f'{{"optional{name}": {{"value": {zero}}}}}'
        yield refused(f"Wrapper.{kind}.object", subject, wrapped)


# Times.


def durations(subject):
    for text, parts in {
        "-315576000000.999999999s": (-315576000000, -999999999),
        "315576000000.999999999s": (315576000000, 999999999),
        "-5s": (-5, 0), "-0.5s": (0, -500000000), "1.5s": (1, 500000000), "0s": (0, 0),
        "3.000000001s": (3, 1), "3.1s": (3, 100000000),
    }.items():
        expected = "{ seconds: %d nanos: %d }" % parts
        yield from valid(
            f"Duration.{text}", subject, f'{{"optionalDuration": "{text}"}}',
            f"optional_duration {expected}")
    yield from valid(
        "Duration.list", subject, '{"repeatedDuration": ["1.5s", "-1.5s"]}',
        "repeated_duration { seconds: 1 nanos: 500000000 }"
        "repeated_duration { seconds: -1 nanos: -500000000 }")
    yield from valid("Duration.null", subject, '{"optionalDuration": null}', "")
    for given, shown in {
        "1.000000000s": "1s", "1.010000000s": "1.010s", "1.000010000s": "1.000010s",
        "1.000000010s": "1.000000010s",
    }.items():
        yield writes(
            f"Duration.{given}", subject, f'{{"optionalDuration": "{given}"}}',
            lambda value, shown=shown: value == {"optionalDuration": shown})


def wrong_durations(subject):
    for index, value in enumerate([
        '"1"', '"-315576000001.000000000s"', '"315576000001.000000000s"', '""', '"s"', '"1 s"',
        '" 1s"', '"1s "', '"1.s"', '"1.0000000001s"', '"1.-5s"', '"--1s"', '"1sx"', "1", "true",
        "{}",
        '"٣s"', '"1e3s"', '"1S"', '"0x1s"',
    ]):
        yield refused(f"Duration.wrong.{index}", subject, f'{{"optionalDuration": {value}}}')
    for seconds, nanos in [
        (-315576000001, 0), (315576000001, 0), (1, -1), (-1, 1), (-1, -1000000000),
        (1, 1000000000), (0, 2000000000),
    ]:
        yield unwritable(
            f"Duration.{seconds}.{nanos}", subject,
            f"optional_duration {{ seconds: {seconds} nanos: {nanos} }}")


def timestamps(subject):
    times = {
        "0001-01-01T00:00:00Z": (-62135596800, 0),
        "9999-12-31T23:59:59.999999999Z": (253402300799, 999999999),
        "1970-01-01T00:00:00.000Z": (0, 0),
        "1970-01-01T00:00:00.000000001Z": (0, 1),
        "1969-12-31T23:59:59.999999999Z": (-1, 999999999),
        "1970-01-01T00:00:01.000000001Z": (1, 1),
        "1969-12-31T23:59:58.999999999Z": (-2, 999999999),
        "1970-01-01T00:00:10.500Z": (10, 500000000),
        "1969-12-31T23:59:49.500Z": (-11, 500000000),
        "1993-02-10T00:00:00.000Z": (729302400, 0),
        "2000-02-29T00:00:00Z": (951782400, 0),
    }
    for text, parts in times.items():
        yield from valid(
            f"Timestamp.{text}", subject, f'{{"optionalTimestamp": "{text}"}}',
            "optional_timestamp { seconds: %d nanos: %d }" % parts)
    yield from valid(
        "Timestamp.list", subject,
        '{"repeatedTimestamp": ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"]}',
        "repeated_timestamp { seconds: -62135596800 }"
        "repeated_timestamp { seconds: 253402300799 nanos: 999999999 }")
    yield from valid("Timestamp.null", subject, '{"optionalTimestamp": null}', "")
    for given, shown in {
        "1969-12-31T16:00:00-08:00": "1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00.000000000Z": "1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00.010000000Z": "1970-01-01T00:00:00.010Z",
        "1970-01-01T00:00:00.000010000Z": "1970-01-01T00:00:00.000010Z",
        "1970-01-01T00:00:00.000000010Z": "1970-01-01T00:00:00.000000010Z",
    }.items():
        yield writes(
            f"Timestamp.{given}", subject, f'{{"optionalTimestamp": "{given}"}}',
            lambda value, shown=shown: value == {"optionalTimestamp": shown})


def offsets(subject):
    for text, seconds in {
        "1970-01-01T08:00:01+08:00": 1,
        "1969-12-31T16:00:01-08:00": 1,
        "1970-01-02T01:00:00+02:00": 82800,
        "0001-01-01T00:00:00-00:01": -62135596740,
        "9999-12-31T23:59:59+00:01": 253402300739,
        "1970-01-01T00:00:00-11:30": 41400,
        "1970-01-01T23:59:00+23:59": 0,
    }.items():
        yield from valid(
            f"Timestamp.{text}", subject, f'{{"optionalTimestamp": "{text}"}}',
            f"optional_timestamp {{ seconds: {seconds} }}")


def wrong_timestamps(subject):
    for text in [
        "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "0001-01-01T00:00:00",
        "0001-01-01 00:00:00Z", "0001-01-01T00:00:00z", "0001-01-01t00:00:00Z",
        "1970-01-01T08:00:01+0800", "1970-13-01T00:00:00Z", "1970-00-01T00:00:00Z",
        "1970-01-32T00:00:00Z", "1970-01-00T00:00:00Z", "1970-01-01T24:00:00Z",
        "1970-01-01T25:00:00Z", "1970-01-01T00:60:00Z", "1970-01-01T00:00:60Z",
        "1970-01-01T00:00:00+24:00", "1970-01-01T00:00:00+00:60", "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01", "1970-01-01T00:00:00.1234567890Z",
        "1970-01-01T00:00:00.123aZ", "999-01-01T00:00:00Z", "00001-01-01T00:00:00Z",
        "1970-1-01T00:00:00Z", "1970-01-1T00:00:00Z", "2001-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z", "1970-04-31T00:00:00Z", "1970-01-01T0:00:00Z",
        "1970-01-01T00:00:00.Z", "1970-01-01T00:00Z", "1970-01-01", "", " 1970-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z ", "-1970-01-01T00:00:00Z", "1970-01-01T00:00:00ZZ",
        "1970-01-01T00:00:00+08", "1970-01-01T00:00:00,5Z", "１970-01-01T00:00:00Z",
        "1970-01-01T00:00:00 Z", "1970/01/01T00:00:00Z", "1970-01-01T00:00:00+8:00",
    ]:
        yield refused(f"Timestamp.wrong.{text}", subject, f'{{"optionalTimestamp": "{text}"}}')
    for index, value in enumerate(["0", "true", "{}", '{"seconds": 1}', "[]"]):
        yield refused(f"Timestamp.wrong.{index}", subject, f'{{"optionalTimestamp": {value}}}')
    for seconds, nanos in [
        (-62135596801, 0), (253402300800, 0), (5000, -1), (5000, 1000000000), (-1, -1),
    ]:
        yield unwritable(
            f"Timestamp.{seconds}.{nanos}", subject,
            f"optional_timestamp {{ seconds: {seconds} nanos: {nanos} }}")


# Masks.


def masks(subject):
    for text, paths in {
        "foo,barBaz": ["foo", "bar_baz"], "": [], "foo": ["foo"],
        "fooBar.bazQux": ["foo_bar.baz_qux"],
    }.items():
        expected = " ".join(f"paths: '{path}'" for path in paths)
        yield from valid(
            f"FieldMask.{text}", subject, f'{{"optionalFieldMask": "{text}"}}',
            f"optional_field_mask {{ {expected} }}")
    for index, value in enumerate(['"foo,bar_bar"', "1", "[]", "{}", '"foo_bar"']):
        yield refused(f"FieldMask.wrong.{index}", subject, f'{{"optionalFieldMask": {value}}}')
    for path in ("fooBar", "foo_3_bar", "foo__bar"):
        yield unwritable(
            f"FieldMask.{path}", subject, f"optional_field_mask {{ paths: '{path}' }}")


# What may be anything.

EVERYTHING = """{"optionalStruct": {"null": null, "int": 1234, "bool": true, "double": 1234.5678,
  "string": "Hello!", "list": [1234, "5678"], "object": {"value": 0}, "empty": [], "none": {}}}"""


def structs(subject):
    field = lambda key, value: f"fields {{ key: '{key}' value {{ {value} }} }}"
    yield from valid("Struct", subject, EVERYTHING, "optional_struct {" + "".join([
        field("null", "null_value: NULL_VALUE"), field("int", "number_value: 1234"),
        field("bool", "bool_value: true"), field("double", "number_value: 1234.5678"),
        field("string", "string_value: 'Hello!'"),
        field(
            "list", "list_value { values { number_value: 1234 } values { string_value: '5678' } }"),
        field("object", "struct_value {" + field("value", "number_value: 0") + "}"),
        field("empty", "list_value {}"), field("none", "struct_value {}")]) + "}")
    for index, value in enumerate(["1", "[]", '"a"', "true"]):
        yield refused(f"Struct.wrong.{index}", subject, f'{{"optionalStruct": {value}}}')


def values(subject):
    for text, value in {
        "1": "number_value: 1", "1.5": "number_value: 1.5", "false": "bool_value: false",
        "null": "null_value: NULL_VALUE", '"hello"': "string_value: 'hello'",
        '[0, "hello"]':
            "list_value { values { number_value: 0 } values { string_value: 'hello' } }",
        '{"value": 1}': "struct_value { fields { key: 'value' value { number_value: 1 } } }",
        "[]": "list_value {}", "{}": "struct_value {}", '"NaN"': "string_value: 'NaN'",
        "[null]": "list_value { values { null_value: NULL_VALUE } }",
    }.items():
        yield from valid(
            f"Value.{text}", subject, f'{{"optionalValue": {text}}}',
            f"optional_value {{ {value} }}")
    for value in ("nan", "inf", "-inf"):
        yield unwritable(
            f"Value.{value}", subject, f"optional_value {{ number_value: {value} }}")
    yield unwritable("Value.none", subject, "optional_value {}")
    for index, value in enumerate(["NaN", "Infinity", "1e999"]):
        yield refused(f"Value.wrong.{index}", subject, f'{{"optionalValue": {value}}}')
    yield from valid(
        "Value.list", subject, '{"repeatedValue": [["a"], null]}',
        "repeated_value { list_value { values { string_value: 'a' } } }"
        "repeated_value { null_value: NULL_VALUE }")
    yield from valid(
        "ListValue.list", subject, '{"repeatedListValue": [["a"]]}',
        "repeated_list_value { values { string_value: 'a' } }")


def null_values(subject):
    """The value null is written where it is a choice."""
    for value in ("null", '"NULL_VALUE"', "0"):
        yield writes(
            f"NullValue.oneof.{value}", subject, f'{{"oneofNullValue": {value}}}',
            lambda value: value == {"oneofNullValue": None})
    yield writes(
        "NullValue", subject, '{"optionalNullValue": null}', lambda value: value == {})


def deep_values(subject):
    """Values within values: 25 of them are read, 200 are too many."""
    objects = lambda count: '{"n": ' * count + '{"value": 1}' + "}" * count
    inner = lambda count: (
        "fields { key: 'n' value { struct_value {" * count
        + "fields { key: 'value' value { number_value: 1 } }" + "} } }" * count)
    lists = lambda count: "[" * count + "1" + "]" * count
    yield from valid(
        "Deep.Struct", subject, f'{{"optionalStruct": {objects(25)}}}',
        f"optional_struct {{ {inner(25)} }}")
    yield from valid(
        "Deep.Value", subject, f'{{"optionalValue": {objects(25)}}}',
        f"optional_value {{ struct_value {{ {inner(25)} }} }}")
    yield from valid(
        "Deep.List", subject, f'{{"optionalValue": {lists(25)}}}',
        "optional_value {" + "list_value { values {" * 25 + "number_value: 1" + "} }" * 25 + "}")
    for name, value in {"Struct": objects(200), "Value": objects(200), "List": lists(200)}.items():
        field = "optionalStruct" if name == "Struct" else "optionalValue"
        yield refused(f"TooDeep.{name}", subject, f'{{"{field}": {value}}}')


# Messages of any type.


def anys(subject):
    content = f"[{subject.url}] {{ optional_int32: 12345 }}"
    body = f'"@type": "{subject.url}", "optionalInt32": 12345'
    google = "type.googleapis.com/google.protobuf."
    fields = "fields { key: 'foo' value { number_value: 1 } }"
    for name, (text, expected) in {
        "First": (body, content),
        "Last": (f'"optionalInt32": 12345, "@type": "{subject.url}"', content),
        "Nested": (
            f'"@type": "{google}Any", "value": {{{body}}}', f"[{google}Any] {{ {content} }}"),
        "NestedLast": (
            f'"value": {{{body}}}, "@type": "{google}Any"', f"[{google}Any] {{ {content} }}"),
        "None": ("", ""),
        "Empty": (f'"@type": "{google}Empty"', f"[{google}Empty] {{}}"),
        "Nothing": (f'"@type": "{subject.url}"', f"[{subject.url}] {{}}"),
    }.items():
        yield from valid(
            f"Any.{name}", subject, f'{{"optionalAny": {{{text}}}}}',
            f"optional_any {{ {expected} }}")
    for kind, (value, text) in {
        "Int32Value": ("12345", "value: 12345"),
        "Duration": ('"1.5s"', "seconds: 1 nanos: 500000000"),
        "Timestamp": ('"1970-01-01T00:00:00Z"', ""), "FieldMask": (
            '"foo,barBaz"', "paths: ['foo', 'bar_baz']"),
        "Struct": ('{"foo": 1}', fields), "Value": ('{"foo": 1}', f"struct_value {{ {fields} }}"),
        "ListValue": ("[1]", "values { number_value: 1 }"), "StringValue": ('"a"', "value: 'a'"),
    }.items():
        yield from valid(
            f"Any.{kind}", subject,
            f'{{"optionalAny": {{"@type": "{google}{kind}", "value": {value}}}}}',
            f"optional_any {{ [{google}{kind}] {{ {text} }} }}")
    yield from valid(
        "Any.number", subject,
        f'{{"optionalAny": {{"@type": "{google}Value", "value": 1}}}}',
        f"optional_any {{ [{google}Value] {{ number_value: 1 }} }}")
    yield from valid("Any.null", subject, '{"optionalAny": null}', "")
    yield writes(
        "Any.Empty", subject, f'{{"optionalAny": {{"@type": "{google}Empty"}}}}',
        lambda value: value == {"optionalAny": {"@type": f"{google}Empty"}})


def wrong_anys(subject):
    for name, body in {
        "EmptyType": '"@type": "", "value": ""',
        "NoURL": '"@type": "not_a_url", "value": ""',
        "NoType": '"optionalInt32": 1',
        "UnknownType": '"@type": "type.googleapis.com/no.Such", "value": ""',
        "TypeTwice": f'"@type": "{subject.url}", "@type": "{subject.url}"',
        "TypeOfNumber": '"@type": 1',
        "UnknownField": f'"@type": "{subject.url}", "unknown": 1',
        "WrongField": f'"@type": "{subject.url}", "optionalInt32": true',
    }.items():
        yield refused(f"Any.{name}", subject, f'{{"optionalAny": {{{body}}}}}')
    for index, value in enumerate(["1", "[]", '"a"']):
        yield refused(f"Any.wrong.{index}", subject, f'{{"optionalAny": {value}}}')
