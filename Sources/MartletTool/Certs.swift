#if TLS
  internal import ArgumentParser
  internal import MartletTLS

  /// `martlet certs`: an authority for development, with certificates for a server and a client.
  struct Certs: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes certificates to try TLS with: an authority, a server and a client.",
      discussion: """
        Writes ca, server and client, each as a certificate (.pem) and a key (.key, for its owner \
        only): ECDSA on P-256. The server's is for localhost, 127.0.0.1, ::1 and each --host. \
        Not for production: whoever has ca.key can be anybody.

        Example: martlet certs -o certs --host shop.example
        """)

    @Option(name: .shortAndLong, help: "The folder to write to; made if it is not there.")
    var output = "certs"

    @Option(help: "A name or an address that the server has as well; may be repeated.")
    var host: [String] = []

    @Option(help: "The client's common name.")
    var clientName = "client"

    @Option(help: "A URI that the client has, such as a SPIFFE ID; may be repeated.")
    var clientURI: [String] = []

    @Option(help: "How many days they are good for.")
    var days = 365

    @Flag(help: "Replace files that are there already.")
    var force = false

    func validate() throws {
      guard (1...36_500).contains(days) else {
        throw ValidationError("--days must be from 1 to 36500")
      }
    }

    func run() throws {
      do {
        let certificates = try DevelopmentCertificates(
          hosts: host, clientName: clientName, clientURIs: clientURI, days: days)
        for path in try certificates.write(to: output, replaces: force) { print(path) }
      } catch {
        throw CertsFailure(description: "\(error)" + (force ? "" : Self.hint(error)))
      }
    }

    private static func hint(_ error: TLSFailure) -> String {
      error.description.hasSuffix("is there already") ? "; --force replaces it" : ""
    }
  }

  /// Why there are no certificates; ArgumentParser prints it.
  struct CertsFailure: Error, CustomStringConvertible {
    let description: String
  }
#endif
