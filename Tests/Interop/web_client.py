"""A browser's side of gRPC-Web, over HTTP/1.1, for which Envoy stands before our server.

    web_client.py PORT

Exits 0 if calls end as they should; otherwise the reason is on standard error.
"""

import http.client
import sys

from protos import empty, messages

LIMIT = 30


def call(port, method, request):
    """The messages of the answer, and its trailers."""
    body = request.SerializeToString()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=LIMIT)
    connection.request(
        "POST", f"/grpc.testing.TestService/{method}",
        body=b"\0" + len(body).to_bytes(4, "big") + body,
        headers={"Content-Type": "application/grpc-web+proto", "X-Grpc-Web": "1"})
    response = connection.getresponse()
    expect("the HTTP status", response.status, 200)
    data = response.read()
    trailers = {name.lower(): value for name, value in response.getheaders()}
    found = []
    while data:
        length = int.from_bytes(data[1:5], "big")
        frame, flag, data = data[5:5 + length], data[0], data[5 + length:]
        if flag & 0x80:
            lines = frame.decode().split("\r\n")
            trailers.update(line.split(":", 1) for line in lines if line)
        else:
            found.append(frame)
    return found, {name.strip(): value.strip() for name, value in trailers.items()}


def expect(what, actual, expected):
    if actual != expected:
        raise AssertionError(f"{what} is {actual!r:.200}, but should be {expected!r:.200}")


def main():
    port = int(sys.argv[1])
    replies, trailers = call(port, "EmptyCall", empty.Empty())
    expect("the empty reply", (replies, trailers["grpc-status"]), ([b""], "0"))
    request = messages.SimpleRequest(
        response_size=314159, payload=messages.Payload(body=bytes(271828)))
    replies, trailers = call(port, "UnaryCall", request)
    reply = messages.SimpleResponse.FromString(replies[0])
    expect("the large reply", (reply.payload.body, trailers["grpc-status"]), (bytes(314159), "0"))
    request = messages.StreamingOutputCallRequest(
        response_parameters=[messages.ResponseParameters(size=size) for size in (31415, 9, 2653)])
    request.response_status.code = 9
    request.response_status.message = "that is all"
    replies, trailers = call(port, "StreamingOutputCall", request)
    sizes = [
        len(messages.StreamingOutputCallResponse.FromString(reply).payload.body)
        for reply in replies
    ]
    expect("the sizes", sizes, [31415, 9, 2653])
    expect("the status", trailers["grpc-status"], "9")
    expect("the message", trailers["grpc-message"].replace("%20", " "), "that is all")
    replies, trailers = call(port, "UnimplementedCall", empty.Empty())
    expect("what is not there", (replies, trailers["grpc-status"]), ([], "12"))


main()
