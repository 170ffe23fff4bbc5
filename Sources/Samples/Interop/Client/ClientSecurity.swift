internal import ArgumentParser
internal import Martlet

/// TLS as the interop specification and other languages' clients spell it.
struct ClientSecurity: ParsableArguments {
  @Option(name: .customLong("use_tls"), help: "Whether to use TLS: true or false.")
  var useTLS = false

  @Option(
    name: .customLong("use_test_ca"),
    help: "Whether to trust --ca_file rather than the system's roots: true or false.")
  var useTestCA = false

  @Option(
    name: .customLong("ca_file"),
    help: """
      The authority that --use_test_ca trusts, in PEM; by default the file that the environment's \
      MARTLET_TEST_CA names.
      """)
  var caFile: String?

  @Option(name: .customLong("tls_cert_file"), help: "A certificate to show, in PEM.")
  var certificateFile: String?

  @Option(name: .customLong("tls_key_file"), help: "The key of the certificate, in PEM.")
  var keyFile: String?

  private var testCA: String? { caFile ?? environmentValue("MARTLET_TEST_CA") }

  func validate() throws {
    guard useTLS else { return }
    #if TLS
      if useTestCA, testCA == nil {
        throw ValidationError("--use_test_ca needs --ca_file, or MARTLET_TEST_CA")
      }
      if (certificateFile == nil) != (keyFile == nil) {
        throw ValidationError("--tls_cert_file and --tls_key_file go together")
      }
    #else
      throw ValidationError("--use_tls=true needs a build with the package trait TLS")
    #endif
  }

  var transportSecurity: HTTP2ClientTransport.TransportSecurity {
    #if TLS
      if useTLS {
        return .tls { config in
          if useTestCA, let testCA {
            config.trustRoots = .certificates([.file(path: testCA, format: .pem)])
          }
          if let certificateFile, let keyFile {
            config.certificateChain = [.file(path: certificateFile, format: .pem)]
            config.privateKey = .file(path: keyFile, format: .pem)
          }
        }
      }
    #endif
    return .plaintext
  }
}
