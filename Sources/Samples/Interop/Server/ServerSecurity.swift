internal import ArgumentParser
internal import Martlet

/// TLS as other languages' interop servers spell it.
struct ServerSecurity: ParsableArguments {
  @Option(name: .customLong("use_tls"), help: "Whether to use TLS: true or false.")
  var useTLS = false

  @Option(
    name: [.customLong("tls_cert_file"), .customLong("server_cert_file")],
    help: "The server's certificate, in PEM; needed with TLS.")
  var certificateFile: String?

  @Option(
    name: [.customLong("tls_key_file"), .customLong("server_key_file")],
    help: "The key of the certificate, in PEM; needed with TLS.")
  var keyFile: String?

  @Option(
    name: .customLong("tls_client_ca_file"),
    help: "Require clients' certificates, issued by the authority in this file, in PEM.")
  var clientCAFile: String?

  func validate() throws {
    guard useTLS else { return }
    #if TLS
      guard certificateFile != nil, keyFile != nil else {
        throw ValidationError(
          """
          --use_tls needs --tls_cert_file and --tls_key_file; martlet certs --host \
          foo.test.google.fr makes them
          """)
      }
    #else
      throw ValidationError("--use_tls=true needs a build with the package trait TLS")
    #endif
  }

  var transportSecurity: HTTP2ServerTransport.TransportSecurity {
    #if TLS
      if useTLS, let certificateFile, let keyFile {
        return .tls(
          certificateChain: [.file(path: certificateFile, format: .pem)],
          privateKey: .file(path: keyFile, format: .pem)
        ) { config in
          guard let clientCAFile else { return }
          config.clientCertificateVerification = .noHostnameVerification
          config.trustRoots = .certificates([.file(path: clientCAFile, format: .pem)])
        }
      }
    #endif
    return .plaintext
  }
}
