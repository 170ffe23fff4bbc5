"""Learns what a server offers by reflection, in both versions, and calls it.

    reflection.py PORT
"""

import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import (
    ProtoReflectionDescriptorDatabase)

LIMIT = 30
VERSIONS = ["v1", "v1alpha"]


def by_database(channel):
    """grpcio-reflection's own client, which asks for files by name and by symbol."""
    database = ProtoReflectionDescriptorDatabase(channel)
    services = list(database.get_services())
    assert services == ["bench.Echo", "probe.Service"], services
    pool = descriptor_pool.DescriptorPool(database)
    method = pool.FindServiceByName("bench.Echo").FindMethodByName("Unary")
    request = message_factory.GetMessageClass(method.input_type)(text="hello", n=7)
    reply = message_factory.GetMessageClass(method.output_type)
    answer = channel.unary_unary(
        "/bench.Echo/Unary", request_serializer=lambda one: one.SerializeToString(),
        response_deserializer=reply.FromString)(request, timeout=LIMIT)
    assert (answer.text, answer.n) == ("hello", 7), answer
    assert pool.FindFileByName("google/protobuf/duration.proto").package == "google.protobuf"


def ask(channel, version, *requests):
    """The answers to questions on one stream. The messages of both versions look the same."""
    call = channel.stream_stream(
        f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo",
        request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
        response_deserializer=reflection_pb2.ServerReflectionResponse.FromString)
    questions = [reflection_pb2.ServerReflectionRequest(host="h", **one) for one in requests]
    answers = list(call(iter(questions), timeout=LIMIT))
    assert [one.original_request for one in answers] == questions, answers
    assert all(one.valid_host == "h" for one in answers), answers
    return answers


def names(answer):
    return [
        descriptor_pb2.FileDescriptorProto.FromString(one).name
        for one in answer.file_descriptor_response.file_descriptor_proto]


def by_hand(channel, version):
    extension = reflection_pb2.ExtensionRequest(
        containing_type="google.protobuf.MethodOptions", extension_number=50_001)
    unknown = reflection_pb2.ExtensionRequest(
        containing_type="google.protobuf.MethodOptions", extension_number=3)
    answers = ask(
        channel, version, {"file_by_filename": "probe.proto"}, {"file_by_filename": "probe.proto"},
        {"file_containing_symbol": "probe.Outer.Inner.text"},
        {"file_containing_symbol": "probe.Service.Call"}, {"file_containing_symbol": "probe.ONE"},
        {"file_containing_extension": extension},
        {"all_extension_numbers_of_type": "google.protobuf.MethodOptions"},
        {"all_extension_numbers_of_type": "probe.Outer"},
        {"file_by_filename": "none.proto"}, {"file_containing_symbol": "probe.None"},
        {"file_containing_extension": unknown}, {"all_extension_numbers_of_type": "probe.None"}, {})
    first = names(answers[0])
    assert first[0] == "probe.proto", first
    assert set(first[1:]) == {
        "google/protobuf/duration.proto", "google/protobuf/descriptor.proto"}, first
    # What was sent before is not sent again, unless it is asked for.
    for answer in answers[1:6]:
        assert names(answer) == ["probe.proto"], answer
    numbers = answers[6].all_extension_numbers_response
    assert numbers.base_type_name == "google.protobuf.MethodOptions", numbers
    assert list(numbers.extension_number) == [50_001, 50_002], numbers
    assert list(answers[7].all_extension_numbers_response.extension_number) == [], answers[7]
    codes = [answer.error_response.error_code for answer in answers[8:]]
    assert codes == [5, 5, 5, 5, 3], codes


def main(port):
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        by_database(channel)
        for version in VERSIONS:
            by_hand(channel, version)


main(*sys.argv[1:])
