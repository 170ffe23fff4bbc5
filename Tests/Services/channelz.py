"""Asks a channelz service what its tests say that it answers, and makes calls to be counted.

    channelz.py PORT server NAME               makes calls, then looks for them
    channelz.py PORT secured AUTHORITY         looks at a connection over TLS
    channelz.py PORT channel NAME STATE STARTED SUCCEEDED FAILED
    channelz.py PORT around NAME PORT...       looks for a subchannel to each of the ports
    channelz.py PORT none                      there must be no channels
"""

import ipaddress
import sys
import time

import grpc
from grpc_channelz.v1 import channelz_pb2 as pb, channelz_pb2_grpc

LIMIT = 30
LOCALHOST = ipaddress.ip_address("127.0.0.1").packed
State = pb.ChannelConnectivityState


def connect(port):
    """A channel with a connection of its own."""
    return grpc.insecure_channel(
        f"127.0.0.1:{port}", options=[("grpc.use_local_subchannel_pool", 1)])


def equal(what, found, expected):
    assert found == expected, f"{what} is {found}, not {expected}"


def recent(what, timestamp):
    age = time.time() - timestamp.ToNanoseconds() / 1e9
    assert -1 < age < LIMIT, f"{what} is {age} s old"


def fails(code, call, request):
    try:
        call(request, timeout=LIMIT)
    except grpc.RpcError as error:
        equal("the code", error.code(), code)
    else:
        raise AssertionError(f"{request} does not fail")


def make_calls(channel):
    """Three calls that succeed, two that fail, and one that is cancelled."""
    for _ in range(3):
        channel.unary_unary("/bench.Echo/Unary")(b"", timeout=LIMIT)
    for _ in range(2):
        fails(grpc.StatusCode.UNIMPLEMENTED, channel.unary_unary("/bench.Echo/None"), b"")

    def messages():
        while True:
            yield b""
            time.sleep(LIMIT)

    call = channel.stream_stream("/bench.Echo/Bidi")(messages(), timeout=LIMIT)
    next(call)
    call.cancel()


def look_at_server(port, stub, name):
    questions = 0

    def ask(method, request):
        nonlocal questions
        questions += 1
        return getattr(stub, method)(request, timeout=LIMIT)

    with connect(port) as channel:
        make_calls(channel)
        while True:
            answer = ask("GetServers", pb.GetServersRequest())
            [server] = answer.server
            # The cancelled call may still be on its way to its end.
            if server.data.calls_failed == 3:
                break
        assert answer.end, answer
        equal("the name", server.ref.name, name)
        equal("the calls", server.data.calls_started, 6 + questions)
        # All questions but the one that is being answered.
        equal("the calls that succeeded", server.data.calls_succeeded, 3 + questions - 1)
        recent("the last call", server.data.last_call_started_timestamp)
        recent("the server", server.data.trace.creation_timestamp)
        same = ask("GetServer", pb.GetServerRequest(server_id=server.ref.server_id))
        equal("the reference", same.server.ref, server.ref)
        look_at_sockets(port, ask, server)
        channels = ask("GetTopChannels", pb.GetTopChannelsRequest())
        equal("the channels", (list(channels.channel), channels.end), ([], True))
    for method, request in [
        ("GetServer", pb.GetServerRequest(server_id=1 << 40)),
        ("GetServerSockets", pb.GetServerSocketsRequest(server_id=1 << 40)),
        ("GetChannel", pb.GetChannelRequest(channel_id=1 << 40)),
        ("GetSubchannel", pb.GetSubchannelRequest(subchannel_id=1 << 40)),
        ("GetSocket", pb.GetSocketRequest(socket_id=1 << 40)),
    ]:
        fails(grpc.StatusCode.NOT_FOUND, getattr(stub, method), request)
    fails(grpc.StatusCode.INVALID_ARGUMENT, stub.GetServers, pb.GetServersRequest(max_results=-1))


def look_at_sockets(port, ask, server):
    assert server.listen_socket, server
    for reference in server.listen_socket:
        socket = ask("GetSocket", pb.GetSocketRequest(socket_id=reference.socket_id)).socket
        equal("what is listened on", socket.local.tcpip_address.port, port)
    references, start = [], 0
    while True:
        part = ask("GetServerSockets", pb.GetServerSocketsRequest(
            server_id=server.ref.server_id, start_socket_id=start, max_results=1))
        equal("the results", len(part.socket_ref), 1)
        references += part.socket_ref
        start = references[-1].socket_id + 1
        if part.end:
            break
    equal("the connections", len(references), 2)
    sockets = [
        ask("GetSocket", pb.GetSocketRequest(socket_id=reference.socket_id)).socket
        for reference in references
    ]
    for socket in sockets:
        equal("this end", socket.local.tcpip_address.port, port)
        equal("this end", socket.local.tcpip_address.ip_address, LOCALHOST)
        equal("the other end", socket.remote.tcpip_address.ip_address, LOCALHOST)
        assert str(socket.remote.tcpip_address.port) in socket.ref.name, socket
        assert not socket.HasField("security"), socket
        recent("the last stream", socket.data.last_remote_stream_created_timestamp)
        recent("the last message that came", socket.data.last_message_received_timestamp)
        recent("the last message that was sent", socket.data.last_message_sent_timestamp)
        assert not socket.data.HasField("last_local_stream_created_timestamp"), socket
        assert socket.data.local_flow_control_window.value > 0, socket
        assert socket.data.remote_flow_control_window.value > 0, socket
    [data] = [socket.data for socket in sockets if socket.data.streams_failed]
    equal("the streams", data.streams_started, 6)
    equal("the streams that were cancelled", data.streams_failed, 1)
    equal("the streams that ended in order", data.streams_succeeded, 5)
    equal("the messages that were sent", data.messages_sent, 4)
    # Nobody has to take the messages of the calls that have no method.
    assert 4 <= data.messages_received <= 6, data


def look_at_security(stub):
    [server] = stub.GetServers(pb.GetServersRequest(), timeout=LIMIT).server
    sockets = stub.GetServerSockets(
        pb.GetServerSocketsRequest(server_id=server.ref.server_id), timeout=LIMIT)
    [reference] = sockets.socket_ref
    socket = stub.GetSocket(
        pb.GetSocketRequest(socket_id=reference.socket_id), timeout=LIMIT).socket
    assert socket.security.tls.standard_name.startswith("TLS_"), socket
    # The beginning of a sequence in DER.
    equal("the certificate's beginning", socket.security.tls.local_certificate[0], 0x30)
    equal("the other certificate", socket.security.tls.remote_certificate, b"")


def look_at_channel(stub, name, state, *counts):
    answer = stub.GetTopChannels(pb.GetTopChannelsRequest(), timeout=LIMIT)
    assert answer.end, answer
    [channel] = [channel for channel in answer.channel if channel.ref.name == name]
    equal("the state", State.State.Name(channel.data.state.state), state)
    data = channel.data
    equal("the calls", [data.calls_started, data.calls_succeeded, data.calls_failed],
          [int(count) for count in counts])
    same = stub.GetChannel(
        pb.GetChannelRequest(channel_id=channel.ref.channel_id), timeout=LIMIT).channel
    equal("the reference", same.ref, channel.ref)
    [reference] = channel.subchannel_ref
    subchannel = stub.GetSubchannel(
        pb.GetSubchannelRequest(subchannel_id=reference.subchannel_id), timeout=LIMIT).subchannel
    # A call for which there was never a connection is the channel's alone.
    calls = data.calls_started if state == "READY" else 0
    equal("the calls of the subchannel", subchannel.data.calls_started, calls)
    equal("the state of the subchannel", subchannel.data.state, data.state)
    assert data.target in subchannel.data.target, subchannel
    equal("the connections", len(subchannel.socket_ref), int(state == "READY"))
    for reference in subchannel.socket_ref:
        socket = stub.GetSocket(
            pb.GetSocketRequest(socket_id=reference.socket_id), timeout=LIMIT).socket
        equal("the streams", socket.data.streams_started, data.calls_started)
        equal("the peer's limit", socket.data.peer_max_concurrent_streams, 1000)
        recent("the last stream", socket.data.last_local_stream_created_timestamp)
        assert not socket.data.HasField("last_remote_stream_created_timestamp"), socket
        recent("the last call", data.last_call_started_timestamp)


def look_around(stub, name, *ports):
    answer = stub.GetTopChannels(pb.GetTopChannelsRequest(), timeout=LIMIT)
    [channel] = [channel for channel in answer.channel if channel.ref.name == name]
    equal("the state", channel.data.state.state, State.READY)
    identifiers = [reference.subchannel_id for reference in channel.subchannel_ref]
    subchannels = [
        stub.GetSubchannel(
            pb.GetSubchannelRequest(subchannel_id=identifier), timeout=LIMIT).subchannel
        for identifier in identifiers
    ]
    equal("the targets", sorted(subchannel.data.target for subchannel in subchannels),
          sorted(f"ipv4:127.0.0.1:{port}" for port in ports))
    equal("the calls", sum(subchannel.data.calls_started for subchannel in subchannels),
          channel.data.calls_started)
    for subchannel in subchannels:
        equal("the state", subchannel.data.state.state, State.READY)
        [reference] = subchannel.socket_ref
        socket = stub.GetSocket(
            pb.GetSocketRequest(socket_id=reference.socket_id), timeout=LIMIT).socket
        assert subchannel.data.target.endswith(f":{socket.remote.tcpip_address.port}"), socket
        equal("the streams", socket.data.streams_started, subchannel.data.calls_started)


def main(port, what, *arguments):
    if what == "secured":
        with open(arguments[0], "rb") as file:
            credentials = grpc.ssl_channel_credentials(file.read())
        with grpc.secure_channel(f"localhost:{port}", credentials) as channel:
            look_at_security(channelz_pb2_grpc.ChannelzStub(channel))
        return
    with connect(port) as channel:
        stub = channelz_pb2_grpc.ChannelzStub(channel)
        if what == "server":
            look_at_server(int(port), stub, *arguments)
        elif what == "channel":
            look_at_channel(stub, *arguments)
        elif what == "around":
            look_around(stub, *arguments)
        else:
            answer = stub.GetTopChannels(pb.GetTopChannelsRequest(), timeout=LIMIT)
            equal("the channels", list(answer.channel), [])


main(*sys.argv[1:])
