"""Reports of a server's load (ORCA), which grpcio has no API for, by the messages of xds-protos."""

import threading

try:
    from xds.data.orca.v3 import orca_load_report_pb2
    from xds.service.orca.v3 import orca_pb2
except ImportError as error:
    raise SystemExit(f"{error}; install it with: make setup") from error

from protos import grpc

KEY = "endpoint-load-metrics-bin"
SERVICE = "xds.service.orca.v3.OpenRcaService"
METHOD = "StreamCoreMetrics"


def report_of(wanted):
    """The report that a message of the tests asks for."""
    return orca_load_report_pb2.OrcaLoadReport(
        cpu_utilization=wanted.cpu_utilization, mem_utilization=wanted.memory_utilization,
        request_cost=wanted.request_cost, utilization=wanted.utilization)


def read(data):
    return orca_load_report_pb2.OrcaLoadReport.FromString(data)


def watch(channel, seconds, timeout):
    """The reports of a server, as they come."""
    request = orca_pb2.OrcaLoadReportRequest()
    request.report_interval.seconds = seconds
    call = channel.unary_stream(
        f"/{SERVICE}/{METHOD}",
        request_serializer=orca_pb2.OrcaLoadReportRequest.SerializeToString,
        response_deserializer=read)
    return call(request, timeout=timeout)


class Reporter:
    """A server's side: what it reports now, every second."""

    def __init__(self):
        self.report = orca_load_report_pb2.OrcaLoadReport()

    def stream(self, request, context):
        ended = threading.Event()
        context.add_callback(ended.set)
        while not ended.is_set():
            yield self.report
            ended.wait(max(request.report_interval.seconds, 1))

    def handler(self):
        return grpc.method_handlers_generic_handler(SERVICE, {
            METHOD: grpc.unary_stream_rpc_method_handler(
                self.stream,
                request_deserializer=orca_pb2.OrcaLoadReportRequest.FromString,
                response_serializer=orca_load_report_pb2.OrcaLoadReport.SerializeToString),
        })
