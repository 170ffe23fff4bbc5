"""RFC 7541: header blocks that cannot be decompressed."""

from suite import *

BROKEN = connection_error("COMPRESSION_ERROR")
# `x-test` as a new name that is compressed by Huffman's code, not to be indexed.
NAME = b"\x00\x85\xf2\xb2\x4a\x84\xff"


def behind(section, name, *representations):
    """A good request, with something behind its last field."""
    for representation in representations:
        @case("RFC 7541 " + section, name, BROKEN)
        def _(client, representation=representation):
            return [client.get(behind=representation)]


behind("2.3.3", "an index beyond both tables", b"\xc6", b"\xfe")
behind("2.3.3", "a name's index beyond both tables", b"\x7f\x07\x00")
behind("4.2", "the size of the table changes behind the fields", b"\x21", b"\x20\x3f\xe1\x1f")
behind("5.2", "padding of more than 7 bits", NAME + b"\x84\x49\x50\x9f\xff")
behind("5.2", "padding by zeros", NAME + b"\x83\x49\x50\x90")
behind("5.2", "the end of the string inside of it", NAME + b"\x87\xff\xff\xff\xfd\x25\x42\x7f")
behind("6.1", "the index 0", b"\x80")


@case("RFC 7541 6.3", "a larger table than the server allows", BROKEN)
def _(client):
    # 4,097 in 5 bits and a continuation.
    return [client.get(before=b"\x3f\xe2\x1f")]
