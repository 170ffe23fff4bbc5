/// What a certificate for development or tests is to say.
package struct CertificateRequest: Sendable {
  /// What a certificate may be used for.
  package enum Use: Sendable { case authority, server, client }

  package var commonName: String
  package var use: Use
  package var dnsNames: [String] = []
  package var ipAddresses: [String] = []
  package var uris: [String] = []
  /// When its time begins, from now.
  package var beginsAfter: Duration = .seconds(-300)
  /// When its time ends, from now.
  package var endsAfter: Duration = .seconds(365 * 86_400)

  package init(commonName: String, use: Use) {
    self.commonName = commonName
    self.use = use
  }

  /// Adds a host, which is a name or an address.
  ///
  /// - Throws: ``TLSFailure`` if it is neither.
  package mutating func add(host: String) throws(TLSFailure) {
    if IPAddressText.isAddress(host) {
      guard host.allSatisfy({ $0.isHexDigit || $0 == "." || $0 == ":" }) else {
        throw TLSFailure("'\(host)' is no address")
      }
      ipAddresses.append(host)
    } else {
      let isName = host.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
          UInt8(ascii: "*"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
      guard isName, !host.isEmpty else { throw TLSFailure("'\(host)' is no name of a host") }
      dnsNames.append(host)
    }
  }

  /// Adds a URI, such as a SPIFFE ID.
  ///
  /// - Throws: ``TLSFailure`` if it is none, or has characters that must be escaped in one.
  package mutating func add(uri: String) throws(TLSFailure) {
    let isPlain = uri.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ",") }
    guard isPlain, uri.contains(":") else { throw TLSFailure("'\(uri)' is no URI") }
    uris.append(uri)
  }

  /// The alternative names, as OpenSSL's configuration writes them.
  var alternativeNames: String {
    let names =
      dnsNames.map { "DNS:\($0)" } + ipAddresses.map { "IP:\($0)" } + uris.map { "URI:\($0)" }
    return names.joined(separator: ",")
  }
}
