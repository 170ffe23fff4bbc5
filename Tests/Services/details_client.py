"""Calls bench.Echo/Unary and prints the details of the error that it must fail with.

    details_client.py PORT
"""

import sys

import grpc
from google.protobuf import any_pb2, duration_pb2, struct_pb2
from google.rpc import error_details_pb2 as details
from grpc_status import rpc_status

EXPECTED = [
    details.ErrorInfo(reason="STOCK_EMPTY", domain="shop.example", metadata={"item": "tea"}),
    details.RetryInfo(retry_delay=duration_pb2.Duration(seconds=1, nanos=500_000_000)),
    details.DebugInfo(stack_entries=["a", "b"], detail="more"),
    details.QuotaFailure(violations=[
        details.QuotaFailure.Violation(
            subject="client:1", description="used up", api_service="shop", quota_metric="calls",
            quota_id="daily", quota_dimensions={"zone": "a"}, quota_value=10,
            future_quota_value=20)]),
    details.PreconditionFailure(violations=[
        details.PreconditionFailure.Violation(type="TERMS", subject="user", description="agree")]),
    details.BadRequest(field_violations=[
        details.BadRequest.FieldViolation(
            field="name", description="is empty", reason="EMPTY",
            localized_message=details.LocalizedMessage(locale="de", message="fehlt"))]),
    details.RequestInfo(request_id="7", serving_data="x"),
    details.ResourceInfo(
        resource_type="file", resource_name="a.txt", owner="ada", description="is locked"),
    details.Help(links=[details.Help.Link(description="manual", url="https://example.com")]),
    details.LocalizedMessage(locale="fr", message="non"),
    struct_pb2.Value(string_value="of another type"),
]


def status():
    """The error that both sides throw and expect."""
    status = rpc_status.status_pb2.Status(code=9, message="not now")
    for detail in EXPECTED:
        status.details.add().Pack(detail)
    return status


def main():
    with grpc.insecure_channel(f"127.0.0.1:{sys.argv[1]}") as channel:
        try:
            channel.unary_unary("/bench.Echo/Unary")(b"", timeout=30)
        except grpc.RpcError as error:
            found = rpc_status.from_call(error)
        else:
            raise SystemExit("the call did not fail")
    if found != status():
        raise SystemExit(f"found {found} instead of {status()}")


if __name__ == "__main__":
    main()
