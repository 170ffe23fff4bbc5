"""Python's view of a message: martlet.testing.Everything, or another if PROTOS is followed by the
file and the name of the message, with commas between.

  peer.py make PROTOS SEED COUNT OUTPUT   writes messages of random content, a line of hexadecimal each
  peer.py check PROTOS INPUT OUTPUT       reads lines of two messages, fails unless they are equal,
                                          and writes what Python makes of the second
  peer.py json PROTOS INPUT OUTPUT        reads lines of messages, and writes each as JSON
  peer.py check-json PROTOS INPUT         reads lines of a message and its JSON, with a tab between,
                                          and fails unless they are equal
  peer.py text PROTOS INPUT OUTPUT        as json, in the text format, in hexadecimal
  peer.py check-text PROTOS INPUT         as check-json, with text in hexadecimal
  peer.py check-mask PROTOS INPUT         reads lines of paths, whether lists are replaced (0 or 1), a
                                          message, one to merge into it, and the result, with tabs
                                          between, and fails unless it is Python's too
  peer.py check-paths PROTOS INPUT        reads lines of a path and whether it is valid (0 or 1), with
                                          a tab between, and fails unless Python says so too
"""

import random
import sys
import tempfile

from google.protobuf import descriptor_pb2, descriptor_pool, field_mask_pb2, json_format
from google.protobuf import message_factory, text_format
from google.protobuf.descriptor import FieldDescriptor as Field
from grpc_tools import protoc

INTEGERS = {
    Field.CPPTYPE_INT32: (-(2**31), 2**31 - 1),
    Field.CPPTYPE_INT64: (-(2**63), 2**63 - 1),
    Field.CPPTYPE_UINT32: (0, 2**32 - 1),
    Field.CPPTYPE_UINT64: (0, 2**64 - 1),
}
FLOATS = [0.0, -0.0, 1.0, -1.5, float("inf"), float("-inf"), 2.0**-149, 2.0**127]


def everything(protos):
    protos, file, name = (protos.split(",") + [None, None])[:3]
    file = file or "testing/everything.proto"
    name = name or "martlet.testing.Everything"
    import os

    import grpc_tools

    with tempfile.NamedTemporaryFile() as output:
        own = os.path.join(os.path.dirname(grpc_tools.__file__), "_proto")
        arguments = ["protoc", "-I", protos, "-I", own, "--include_imports"]
        arguments += ["--descriptor_set_out=" + output.name, file]
        if protoc.main(arguments) != 0:
            sys.exit("protoc failed")
        files = descriptor_pb2.FileDescriptorSet.FromString(output.read()).file
    pool = descriptor_pool.DescriptorPool()
    for file in files:
        pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName(name))


def scalar(field, rng):
    if field.cpp_type in INTEGERS:
        low, high = INTEGERS[field.cpp_type]
        return rng.choice([0, 1, low, high, high // 2, rng.randint(low, high), rng.randint(0, 300)])
    if field.cpp_type in (Field.CPPTYPE_DOUBLE, Field.CPPTYPE_FLOAT):
        return rng.choice(FLOATS)
    if field.cpp_type == Field.CPPTYPE_BOOL:
        return rng.random() < 0.5
    if field.cpp_type == Field.CPPTYPE_ENUM:
        if field.enum_type.is_closed:
            return rng.choice(field.enum_type.values).number
        return rng.choice([0, 1, -7, 12345, -1])
    if field.type == Field.TYPE_STRING:
        return "".join(rng.choice("aé東🚆\0\n ") for _ in range(rng.choice([0, 1, 5, 15, 16, 200])))
    return bytes(rng.randrange(256) for _ in range(rng.choice([0, 1, 20, 300])))


def fill(message, rng, depth):
    if message.DESCRIPTOR.full_name == "google.protobuf.Timestamp":
        # Of the years that JSON has a form for.
        message.seconds = rng.choice([0, 1, -62135596800, 253402300799, rng.randint(0, 2**31)])
        message.nanos = rng.choice([0, 1, 120_000_000, 999_999_999, 5_000])
        return
    extensions = message.DESCRIPTOR.file.pool.FindAllExtensions(message.DESCRIPTOR)
    for field in list(message.DESCRIPTOR.fields) + list(extensions):
        if rng.random() < 0.6 and not field.is_required:
            continue
        if field.is_extension:
            target = message.Extensions[field]
        else:
            target = getattr(message, field.name)
        is_message = field.cpp_type == Field.CPPTYPE_MESSAGE
        if is_message and depth == 0:
            continue
        if is_message and field.message_type.GetOptions().map_entry:
            key, value = field.message_type.fields
            for _ in range(rng.choice([1, 2, 7])):
                if value.cpp_type == Field.CPPTYPE_MESSAGE:
                    fill(target[scalar(key, rng)], rng, depth - 1)
                else:
                    target[scalar(key, rng)] = scalar(value, rng)
        elif field.is_repeated:
            for _ in range(rng.choice([1, 2, 9])):
                if is_message:
                    fill(target.add(), rng, depth - 1)
                else:
                    target.append(scalar(field, rng))
        elif is_message:
            target.SetInParent()
            fill(target, rng, depth - 1)
        elif field.is_extension:
            message.Extensions[field] = scalar(field, rng)
        else:
            setattr(message, field.name, scalar(field, rng))


def same(first, second):
    options = {"deterministic": True}
    return first.SerializeToString(**options) == second.SerializeToString(**options)


def to_json(kind, source, target):
    with open(source) as lines, open(target, "w") as output:
        for line in lines:
            message = kind.FromString(bytes.fromhex(line))
            print(json_format.MessageToJson(message, indent=None), file=output)


def check_json(kind, source):
    with open(source) as lines:
        for number, line in enumerate(lines):
            encoded, text = line.split("\t", 1)
            message = kind.FromString(bytes.fromhex(encoded))
            if not same(message, json_format.Parse(text, kind())):
                sys.exit(f"message {number} differs:\n{message}\n---\n{text}")


def to_text(kind, source, target):
    with open(source) as lines, open(target, "w") as output:
        for line in lines:
            text = text_format.MessageToString(kind.FromString(bytes.fromhex(line)))
            print(text.encode().hex(), file=output)


def check_text(kind, source):
    with open(source) as lines:
        for number, line in enumerate(lines):
            encoded, text = (bytes.fromhex(part) for part in line.split("\t", 1))
            message = kind.FromString(encoded)
            if not same(message, text_format.Parse(text, kind())):
                sys.exit(f"message {number} differs:\n{message}\n---\n{text.decode()}")


def check_mask(kind, source):
    with open(source) as lines:
        for number, line in enumerate(lines):
            paths, replaces, *messages = line.rstrip("\n").split("\t")
            target, other, result = (kind.FromString(bytes.fromhex(each)) for each in messages)
            mask = field_mask_pb2.FieldMask(paths=paths.split(","))
            mask.MergeMessage(other, target, False, replaces == "1")
            if not same(target, result):
                sys.exit(f"message {number} differs:\n{target}\n---\n{result}\n---\n{paths}")


def check_paths(kind, source):
    with open(source) as lines:
        for line in lines:
            path, valid = line.rstrip("\n").split("\t")
            mask = field_mask_pb2.FieldMask(paths=[path])
            if mask.IsValidForDescriptor(kind.DESCRIPTOR) != (valid == "1"):
                sys.exit(f"'{path}' is not {valid}")


def main():
    mode, protos = sys.argv[1:3]
    kind = everything(protos)
    if mode == "make":
        seed, count, output = sys.argv[3:]
        rng = random.Random(int(seed))
        with open(output, "w") as lines:
            for _ in range(int(count)):
                message = kind()
                fill(message, rng, 2)
                print(message.SerializeToString().hex(), file=lines)
        return
    if mode == "json":
        return to_json(kind, *sys.argv[3:])
    if mode == "check-json":
        return check_json(kind, *sys.argv[3:])
    if mode == "text":
        return to_text(kind, *sys.argv[3:])
    if mode == "check-text":
        return check_text(kind, *sys.argv[3:])
    if mode == "check-mask":
        return check_mask(kind, *sys.argv[3:])
    if mode == "check-paths":
        return check_paths(kind, *sys.argv[3:])
    with open(sys.argv[3]) as lines, open(sys.argv[4], "w") as output:
        for number, line in enumerate(lines):
            first, second = (kind.FromString(bytes.fromhex(part)) for part in line.split(","))
            if not same(first, second):
                sys.exit(f"message {number} differs:\n{first}\n---\n{second}")
            print(second.SerializeToString().hex(), file=output)


main()
