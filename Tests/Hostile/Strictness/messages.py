"""RFC 9113, section 8: requests that are malformed; and what a client may not do at all."""

from suite import *

MALFORMED = stream_error("PROTOCOL_ERROR")


@case("8.1", "a second HEADERS frame that ends nothing", MALFORMED)
def _(client):
    return [client.post(), data(1, ends=False), client.headers([("x-test", "ok")], ends=False)]


@case("8.1.1", "a content-length that is not that of the DATA", MALFORMED)
def _(client):
    return [client.post(("content-length", "1")), data(1)]


@case("8.1.1", "a content-length that is not that of several DATA frames", MALFORMED)
def _(client):
    return [client.post(("content-length", "1")), data(1, ends=False), data(1)]


for value in ["", "-1", "1x", "9" * 19]:
    @case("8.1.1", f"the content-length {value!r}", MALFORMED)
    def _(client, value=value):
        return [client.post(("content-length", value)), data(1)]


@case("8.1.1", "two fields content-length", MALFORMED)
def _(client):
    return [client.post(("content-length", "4"), ("content-length", "4")), data(1)]


@case("8.1.1", "a content-length and a body that ends with trailers", MALFORMED)
def _(client):
    return [client.post(("content-length", "5")), data(1, ends=False),
            client.headers([("x-test", "ok")])]


@case("8.1.1", "a content-length and no body", MALFORMED)
def _(client):
    return [client.headers(client.fields("POST") + [("content-length", "1")])]


@case("8.2", "upper case in the name of a field", MALFORMED)
def _(client):
    return [client.headers(client.fields() + [("X-TEST", "ok")])]


for name in ["", "a b", "a:b", "a\x00", "a\x7f", "\x80"]:
    @case("8.2.1", f"a field with the name {name!r}", MALFORMED)
    def _(client, name=name):
        return [client.headers(client.fields() + [(name.encode("latin-1"), "ok")])]


for value in ["\0", "a\rb", "a\n", "\x1f", "eight by\x7f", "longer than a word \x01, a bit"]:
    @case("8.2.1", f"a field with the value {value!r}", MALFORMED)
    def _(client, value=value):
        return [client.headers(client.fields() + [("x-test", value)])]


for name in ["connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"]:
    @case("8.2.2", f"the field {name}", MALFORMED)
    def _(client, name=name):
        return [client.headers(client.fields() + [(name, "x")])]

    @case("8.2.2", f"the field {name} in trailers", MALFORMED)
    def _(client, name=name):
        return [client.post(), data(1, ends=False), client.headers([(name, "x")])]


@case("8.2.2", "te of other than trailers", MALFORMED)
def _(client):
    return [client.headers(
        client.fields() + [("trailers", "test"), ("te", "trailers, deflate")])]


@case("8.3", "an unknown pseudo-header field", MALFORMED)
def _(client):
    return [client.headers(client.fields() + [(":test", "ok")])]


@case("8.3", "a pseudo-header field of responses", MALFORMED)
def _(client):
    return [client.headers(client.fields() + [(":status", "200")])]


@case("8.3", "a pseudo-header field in trailers", MALFORMED)
def _(client):
    return [client.post(), data(1, ends=False), client.headers([(":method", "POST")])]


@case("8.3", "a pseudo-header field in trailers that end nothing", MALFORMED)
def _(client):
    return [client.post(), data(1, ends=False),
            client.headers([(":method", "POST")], ends=False)]


@case("8.3", "a pseudo-header field behind others", MALFORMED)
def _(client):
    return [client.headers([("x-test", "ok")] + client.fields())]


@case("8.3.1", "an empty path", MALFORMED)
def _(client):
    return [client.headers(client.fields(_path=""))]


for name, value in [(":path", "x"), (":path", "*"), (":path", "/a b"), (":scheme", ""),
                    (":scheme", "1"), (":method", ""), (":method", "a b"), (":authority", ""),
                    (":authority", "a b")]:
    @case("8.3.1", f"{name} as {value!r}", MALFORMED)
    def _(client, name=name, value=value):
        return [client.headers(client.fields(**{name.replace(":", "_"): value}))]


@case("8.3.1", "neither an authority nor a host", MALFORMED)
def _(client):
    return [client.headers(client.fields(_authority=None))]


@case("8.3.1", "two hosts", MALFORMED)
def _(client):
    return [client.headers(client.fields() + [("host", "a"), ("host", "b")])]


@case("8.5", "CONNECT with a path", MALFORMED)
def _(client):
    return [client.headers(client.fields("CONNECT"))]


@case("8.3.1", "no method", MALFORMED)
def _(client):
    return [client.headers(client.fields(_method=None))]


@case("8.3.1", "neither method nor scheme", MALFORMED)
def _(client):
    return [client.headers(client.fields(_method=None, _scheme=None))]


@case("8.3.1", "no scheme", MALFORMED)
def _(client):
    return [client.headers(client.fields(_scheme=None))]


@case("8.3.1", "no path", MALFORMED)
def _(client):
    return [client.headers(client.fields(_path=None))]


for name, value in [(":method", "GET"), (":scheme", "http"), (":path", "/"), (":method", "/")]:
    @case("8.3.1", f"{name} twice, the second time {value}", MALFORMED)
    def _(client, name=name, value=value):
        return [client.headers(client.fields() + [(name, value)])]


@case("8.4", "a client that pushes", connection_error("PROTOCOL_ERROR"))
def _(client):
    return [frame(PUSH_PROMISE, 1, (3).to_bytes(4, "big") + client.block(client.fields()),
                  END_HEADERS)]
