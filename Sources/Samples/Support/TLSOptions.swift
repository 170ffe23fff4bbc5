package import ArgumentParser
package import Martlet

/// How a sample's server is secured: `--tls` with `--cert` and `--key`, and `--client-ca` for
/// mutual TLS.
package struct ServerTLSOptions: ParsableArguments {
  @Flag(help: "Use TLS; martlet certs makes certificates to try it with.")
  package var tls = false

  @Option(help: "The server's certificate, in PEM.")
  package var cert = "certs/server.pem"

  @Option(help: "The key of the certificate, in PEM.")
  package var key = "certs/server.key"

  @Option(help: "Require clients' certificates, issued by the authority in this file, in PEM.")
  package var clientCA: String?

  package init() {}

  package func validate() throws {
    #if !TLS
      if tls { throw ValidationError("--tls needs a build with the package trait TLS") }
    #endif
    if clientCA != nil, !tls { throw ValidationError("--client-ca needs --tls") }
  }

  /// What the transport is to do.
  package var security: HTTP2ServerTransport.TransportSecurity {
    #if TLS
      if tls {
        return .tls(
          certificateChain: [.file(path: cert, format: .pem)],
          privateKey: .file(path: key, format: .pem)
        ) { config in
          guard let clientCA else { return }
          config.clientCertificateVerification = .noHostnameVerification
          config.trustRoots = .certificates([.file(path: clientCA, format: .pem)])
        }
      }
    #endif
    return .plaintext
  }
}

/// How a sample's client is secured: `--tls` with `--ca`, and `--cert` and `--key` for mutual TLS.
package struct ClientTLSOptions: ParsableArguments {
  @Flag(help: "Use TLS; martlet certs makes certificates to try it with.")
  package var tls = false

  @Option(help: "The authority that issued the server's certificate, in PEM.")
  package var ca = "certs/ca.pem"

  @Option(help: "The client's certificate, in PEM, for a server that requires one.")
  package var cert: String?

  @Option(help: "The key of the client's certificate, in PEM.")
  package var key: String?

  package init() {}

  package func validate() throws {
    #if !TLS
      if tls { throw ValidationError("--tls needs a build with the package trait TLS") }
    #endif
    if (cert == nil) != (key == nil) { throw ValidationError("--cert and --key go together") }
  }

  /// What the transport is to do.
  package var security: HTTP2ClientTransport.TransportSecurity {
    #if TLS
      if tls {
        return .tls { config in
          config.trustRoots = .certificates([.file(path: ca, format: .pem)])
          if let cert, let key {
            config.certificateChain = [.file(path: cert, format: .pem)]
            config.privateKey = .file(path: key, format: .pem)
          }
        }
      }
    #endif
    return .plaintext
  }
}
