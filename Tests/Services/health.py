"""Asks a health service what its tests say that it answers.

    health.py PORT check SERVICE STATUS    STATUS may be NOT_FOUND
    health.py PORT list SERVICE=STATUS…
    health.py PORT watch SERVICE STATUS…   prints a line per status; ends with UNAVAILABLE
"""

import sys

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

STATUS = health_pb2.HealthCheckResponse.ServingStatus
LIMIT = 30


def check(stub, service, expected):
    try:
        answer = stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=LIMIT)
        found = STATUS.Name(answer.status)
    except grpc.RpcError as error:
        found = error.code().name
    assert found == expected, f"{service} is {found}, not {expected}"


def list_all(stub, *expected):
    answer = stub.List(health_pb2.HealthListRequest(), timeout=LIMIT)
    found = sorted(f"{name}={STATUS.Name(one.status)}" for name, one in answer.statuses.items())
    assert found == sorted(expected), found


def watch(stub, service, *expected):
    found = []
    try:
        for answer in stub.Watch(health_pb2.HealthCheckRequest(service=service), timeout=LIMIT):
            found.append(STATUS.Name(answer.status))
            print(found[-1], flush=True)
    except grpc.RpcError as error:
        found.append(error.code().name)
    assert tuple(found) == expected, found


def main(port, what, *arguments):
    with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
        stub = health_pb2_grpc.HealthStub(channel)
        {"check": check, "list": list_all, "watch": watch}[what](stub, *arguments)


main(*sys.argv[1:])
