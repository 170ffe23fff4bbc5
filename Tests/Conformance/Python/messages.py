"""The messages of the conformance tests, as Python has them of the project's own .proto files."""

import os
import sys
import tempfile

import grpc_tools
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf import text_format
from google.protobuf.descriptor import FieldDescriptor as Field
from grpc_tools import protoc

FILES = ["conformance"] + [
    f"test_messages_{name}"
    for name in "proto2 proto3 proto2_editions proto3_editions edition2023 edition_unstable".split()
]


class Messages:
    """Every message of the files, by its full name."""

    def __init__(self, protos):
        own = os.path.join(os.path.dirname(grpc_tools.__file__), "_proto")
        with tempfile.NamedTemporaryFile() as output:
            arguments = ["protoc", "-I", protos, "-I", own, "--include_imports"]
            arguments += [f"--descriptor_set_out={output.name}"]
            arguments += [f"testing/conformance/{file}.proto" for file in FILES]
            if protoc.main(arguments) != 0:
                sys.exit("protoc failed")
            files = descriptor_pb2.FileDescriptorSet.FromString(output.read()).file
        self.pool = descriptor_pool.DescriptorPool()
        for file in files:
            self.pool.Add(file)

    def __getitem__(self, name):
        return message_factory.GetMessageClass(self.pool.FindMessageTypeByName(name))


class Subject:
    """A message that tests are about."""

    def __init__(self, messages, label, name, like):
        self.messages = messages
        self.pool = messages.pool
        self.label = label
        self.type = messages[name]
        self.descriptor = self.type.DESCRIPTOR
        self.name = name
        # Which of the first two syntaxes the message has the rules of.
        self.like = like
        self.url = f"type.googleapis.com/{name}"
        self.package = name.rsplit(".", 1)[0]

    # What the message holds.

    def field(self, kind, repeated=False, packed=None):
        """The first field of a type."""
        for field in self.descriptor.fields:
            if field.type == kind and field.is_repeated == repeated:
                if packed is None or field.is_packed == packed:
                    return field.number
        raise LookupError(f"{self.name} has no field of type {kind}")

    def map(self, key, value):
        """The first map of two types."""
        for field in self.descriptor.fields:
            entry = field.message_type
            if entry and entry.GetOptions().map_entry:
                if [part.type for part in entry.fields] == [key, value]:
                    return field.number
        raise LookupError(f"{self.name} has no map of types {key} and {value}")

    def choice(self, kind, other=False):
        """The first field of the oneof that has a type, or has another."""
        for field in self.descriptor.oneofs_by_name["oneof_field"].fields:
            if (field.type == kind) != other:
                return field
        raise LookupError(f"the oneof of {self.name} has no field of type {kind}")

    # What is expected of it.

    def of_bytes(self, data):
        message = self.type()
        message.MergeFromString(data)
        return message

    def of_text(self, text, numbers=False):
        return text_format.Parse(
            text, self.type(), descriptor_pool=self.pool, allow_field_number=numbers)

    def of_json(self, text):
        return json_format.Parse(text, self.type(), descriptor_pool=self.pool)


def same(one, other):
    """Whether messages say the same, fields that are not known too; no number is one."""
    if one.SerializePartialToString(deterministic=True) == other.SerializePartialToString(
        deterministic=True
    ):
        return True
    show = lambda message: text_format.MessageToString(message, print_unknown_fields=True)
    return "nan" in show(one) and show(one) == show(other)


def subjects(messages):
    """The messages that have fields of every kind: as in proto2 and proto3, of the syntaxes and of
    edition 2023."""
    package = "protobuf_test_messages"
    return [
        Subject(messages, "Proto2", f"{package}.proto2.TestAllTypesProto2", 2),
        Subject(messages, "Proto3", f"{package}.proto3.TestAllTypesProto3", 3),
        Subject(messages, "Editions_Proto2", f"{package}.editions.proto2.TestAllTypesProto2", 2),
        Subject(messages, "Editions_Proto3", f"{package}.editions.proto3.TestAllTypesProto3", 3),
    ]


def edition2023(messages):
    return Subject(
        messages, "Editions", "protobuf_test_messages.editions.TestAllTypesEdition2023", 2023)


def unstable(messages):
    name = "protobuf_test_messages.edition_unstable.TestAllTypesEditionUnstable"
    return Subject(messages, "Unstable", name, 2023)
