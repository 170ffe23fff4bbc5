#if TLS
  internal import COpenSSL
  internal import MartletCore

  extension Certificate {
    /// What it says of who shows it.
    var identity: PeerIdentity {
      var identity = PeerIdentity(
        subject: subject, commonName: commonName, issuer: issuer, certificate: bytes)
      for (kind, bytes) in alternativeNames() {
        let text = String(decoding: bytes, as: UTF8.self)
        switch kind {
        case GEN_DNS: identity.dnsNames.append(text)
        case GEN_URI: identity.uris.append(text)
        case GEN_EMAIL: identity.emailAddresses.append(text)
        case GEN_IPADD:
          if let address = IPAddressText.text(of: bytes) { identity.ipAddresses.append(address) }
        default: break
        }
      }
      return identity
    }

    /// Names to list of a certificate that has many.
    private static let maximumShownNames = 4

    /// How messages name it: `certificate for 'a.example', 'b.example'`.
    var title: String {
      let identity = identity
      let names = identity.dnsNames + identity.ipAddresses
      if names.isEmpty { return "certificate of '\(identity.commonName ?? identity.subject)'" }
      let shown = names.prefix(Self.maximumShownNames).map { "'\($0)'" }.joined(separator: ", ")
      let rest = names.count - Self.maximumShownNames
      return "certificate for \(shown)" + (rest > 0 ? " and \(rest) more" : "")
    }
  }
#endif
