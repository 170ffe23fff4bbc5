#if TLS
  /// An authority of one's own, with a certificate for servers and one for clients.
  package struct DevelopmentCertificates: Sendable {
    package let authority: IssuedCertificate
    package let server: IssuedCertificate
    package let client: IssuedCertificate

    /// Makes them.
    ///
    /// - Parameters:
    ///   - hosts: Names and addresses of servers, besides this machine's own.
    ///   - clientName: The common name of clients.
    ///   - clientURIs: Their URIs, such as a SPIFFE ID.
    ///   - days: How long they are good for.
    /// - Throws: ``TLSFailure`` if a host or a URI is none.
    package init(
      hosts: [String] = [], clientName: String = "client", clientURIs: [String] = [],
      days: Int = 365
    ) throws(TLSFailure) {
      let end = Duration.seconds(days * 86_400)
      var authority = CertificateRequest(
        commonName: "Martlet development authority", use: .authority)
      authority.endsAfter = end
      self.authority = try IssuedCertificate(authority)
      var server = CertificateRequest(commonName: "server", use: .server)
      server.endsAfter = end
      for host in ["localhost", "127.0.0.1", "::1"] + hosts { try server.add(host: host) }
      self.server = try IssuedCertificate(server, issuer: self.authority)
      var client = CertificateRequest(commonName: clientName, use: .client)
      client.endsAfter = end
      for uri in clientURIs { try client.add(uri: uri) }
      self.client = try IssuedCertificate(client, issuer: self.authority)
    }

    /// Writes them into a folder, which is made if it is not there.
    ///
    /// - Parameter replaces: Whether files that are there may be replaced.
    /// - Returns: The files.
    /// - Throws: ``TLSFailure`` that names the file that could not be written.
    package func write(to folder: String, replaces: Bool) throws(TLSFailure) -> [String] {
      try CertificateFiles.makeFolder(folder)
      var written: [String] = []
      for (name, issued) in [("ca", authority), ("server", server), ("client", client)] {
        for (suffix, bytes) in [("pem", issued.certificatePEM), ("key", issued.privateKeyPEM)] {
          let path = "\(folder)/\(name).\(suffix)"
          try CertificateFiles.write(
            bytes, to: path, isPrivate: suffix == "key", replaces: replaces)
          written.append(path)
        }
      }
      return written
    }
  }
#endif
