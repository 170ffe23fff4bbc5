"""What a client may do, in every section: the server must bear it, and answer requests."""

from suite import *


@case("may 2", "PRIORITY on an idle stream", pong())
def _(client):
    return [priority(1), ping()]


@case("may 2", "WINDOW_UPDATE on a stream that is half-closed", last_data(1))
def _(client):
    return [settings((WINDOW, 0)), client.get(), window(1, 1)]


@case("may 2", "PRIORITY on a stream that is half-closed", last_data(1))
def _(client):
    return [settings((WINDOW, 0)), client.get(), priority(1), window(1, 1)]


@case("may 2", "RST_STREAM on a stream that is half-closed", pong())
def _(client):
    return [client.get(), reset(1), ping()]


@case("may 2", "PRIORITY on a stream that is closed", pong())
def _(client):
    yield client.get()
    client.wait_for_answer()
    yield priority(1)
    yield ping()


@case("may 6.1", "DATA", answer())
def _(client):
    return [client.post(), data(1)]


@case("may 6.1", "several DATA frames", answer())
def _(client):
    return [client.post(), data(1, ends=False), data(1)]


@case("may 6.1", "DATA with padding", answer())
def _(client):
    return [client.post(), frame(DATA, 1, b"\x06testpadded", END_STREAM | PADDED)]


@case("may 6.2", "HEADERS", answer())
def _(client):
    return [client.get()]


@case("may 6.2", "HEADERS with padding", answer())
def _(client):
    return [frame(HEADERS, 1, b"\x08" + client.block(client.fields()) + bytes(8),
                  END_STREAM | END_HEADERS | PADDED)]


@case("may 6.2", "HEADERS with a priority", answer())
def _(client):
    return [frame(HEADERS, 1, dependency() + client.block(client.fields()),
                  END_STREAM | END_HEADERS | PRIORITIZED)]


for name, frames in [
    ("the lowest weight", [priority(1, weight=0)]),
    ("the highest weight", [priority(1, weight=255)]),
    ("a dependency on another stream", [priority(3, on=1, weight=0)]),
    ("an exclusive dependency", [priority(1, weight=0, exclusive=True)]),
    ("a higher stream that is idle", [priority(3)]),
]:
    @case("may 6.3", f"PRIORITY of {name}", answer())
    def _(client, frames=frames):
        return frames + [client.get()]


for first in [4, 9, 11]:
    @case("may 6.3", f"PRIORITY of which {first} bytes come first", answer())
    def _(client, first=first):
        yield from client.cut(priority(3, on=1), first)
        yield client.get()


@case("may 6.4", "RST_STREAM", pong())
def _(client):
    return [client.get(ends=False), reset(1), ping()]


@case("may 6.5", "all settings", acknowledged())
def _(client):
    return [settings((HEADER_TABLE_SIZE, 4096), (ENABLE_PUSH, 1), (MAX_STREAMS, 100),
                     (WINDOW, 65_535), (MAX_FRAME, 16_384), (MAX_HEADER_LIST, 100))]


@case("may 6.7", "PING", pong(b"whatever"))
def _(client):
    return [ping(b"whatever")]


def pong_or_closed(client):
    client.hear(lambda: "pong" in client.kinds)


@case("may 6.8", "GOAWAY", pong_or_closed)
def _(client):
    return [frame(GOAWAY, 0, bytes(8) + b"good bye"), ping()]


@case("may 6.8", "GOAWAY, after which nothing comes", closed)
def _(client):
    return [frame(GOAWAY, 0, bytes(8) + b"good bye")]


@case("may 6.9", "WINDOW_UPDATE of the connection", pong())
def _(client):
    return [window(0, 1), ping()]


@case("may 6.9", "WINDOW_UPDATE of a stream", answer())
def _(client):
    return [client.get(), window(1, 1)]


@case("may 6.10", "CONTINUATION", answer())
def _(client):
    block = client.block(client.fields())
    return [frame(HEADERS, 1, block[:5], END_STREAM),
            frame(CONTINUATION, 1, block[5:], END_HEADERS)]


@case("may 6.10", "several CONTINUATION frames", answer())
def _(client):
    block = client.block(client.fields())
    return [frame(HEADERS, 1, block[:5], END_STREAM), frame(CONTINUATION, 1, block[5:10]),
            frame(CONTINUATION, 1, block[10:], END_HEADERS)]


for method in ("GET", "HEAD"):
    @case("may 8.1", f"{method}", answer())
    def _(client, method=method):
        return [client.headers(client.fields(method))]


@case("may 8.1", "POST", answer())
def _(client):
    return [client.post(), data(1)]


@case("may 8.1", "POST with trailers", answer())
def _(client):
    return [client.post(("trailer", "x-test")), data(1, ends=False),
            client.headers([("x-test", "ok")])]


@case("may 8.1.1", "a content-length that is that of several DATA frames", answer())
def _(client):
    return [client.post(("content-length", "8")), data(1, ends=False), data(1)]


for value in ["", "a\tb", "\x80\xff eight", " ~"]:
    @case("may 8.2.1", f"a field with the value {value!r}", answer())
    def _(client, value=value):
        return [client.headers(client.fields() + [("x-test", value)])]


@case("may 8.2.1", "a field with every character that names may have", answer())
def _(client):
    return [client.headers(client.fields() + [("!#$%&'*+-.^_`|~09az", "ok")])]


@case("may 8.2.2", "te of trailers in other letters", answer())
def _(client):
    return [client.headers(client.fields() + [("te", "Trailers")])]


@case("may 8.3.1", "a host in place of an authority", answer())
def _(client):
    return [client.headers(client.fields(_authority=None) + [("host", "localhost")])]


@case("may 8.3.1", "OPTIONS of everything", answer())
def _(client):
    return [client.headers(client.fields("OPTIONS", _path="*"))]


@case("may 8.3.1", "a scheme of its own", answer())
def _(client):
    return [client.headers(client.fields(_scheme="grpc+x.1-a"))]


@case("may 8.5", "CONNECT", answer())
def _(client):
    return [client.headers(client.fields("CONNECT", _scheme=None, _path=None))]


# RFC 7541, section 6: every way to write a field.
AGENT, TEST = b"\x0auser-agent", b"\x06x-test"
AGENT_CODED, TEST_CODED = b"\x87\xb5\x05\xb1\x61\xcc\x5a\x93", b"\x85\xf2\xb2\x4a\x84\xff"
VALUE, VALUE_CODED = b"\x06martin", b"\x85\xa4\x76\x24\xd5\x7f"
FIELDS = [("an index", b"\xba")]
for how, first, of_agent in [
    ("to be indexed", b"\x40", b"\x7a"), ("not to be indexed", b"\x00", b"\x0f\x2b"),
    ("never to be indexed", b"\x10", b"\x1f\x2b"),
]:
    FIELDS += [
        (f"an indexed name, {how}", of_agent + VALUE),
        (f"an indexed name, {how}, coded", of_agent + VALUE_CODED),
        (f"a known name in full, {how}", first + AGENT + VALUE),
        (f"a known name in full, {how}, coded", first + AGENT_CODED + VALUE_CODED),
        (f"a new name, {how}", first + TEST + VALUE),
        (f"a new name, {how}, coded", first + TEST_CODED + VALUE_CODED),
    ]
for name, representation in FIELDS:
    @case("may RFC 7541 6", name, answer())
    def _(client, representation=representation):
        return [client.get(behind=representation)]


for name, update in [
    ("a change of the table's size", b"\x20"), ("two of them", b"\x20\x3f\xe1\x1f"),
]:
    @case("may RFC 7541 6", name, answer())
    def _(client, update=update):
        return [client.get(before=update)]
