#if TLS
  import Foundation
  import Testing
  import ToolSupport

  /// `martlet certs`, judged by OpenSSL's command.
  struct CertsTests {
    private func openssl(_ folder: ToolFolder, _ line: String) async throws -> ProgramResult {
      try await Program.shell("cd \"$0\" && openssl \(line)", [folder.path + "/certs"]).result()
    }

    @Test func `It makes an authority, a server and a client`() async throws {
      let folder = try ToolFolder()
      let result = try await folder.martlet(
        "certs", "-o", "{}/certs", "--host", "shop.example", "--host", "10.0.0.7",
        "--client-name", "checkout", "--client-uri", "spiffe://example.org/checkout")
      #expect(result.status == 0 && result.errors == "")
      #expect(result.output.split(separator: "\n").count == 6)
      let verified = try await openssl(
        folder, "verify -x509_strict -CAfile ca.pem -purpose sslserver server.pem")
      #expect(verified.output == "server.pem: OK\n")
      let client = try await openssl(
        folder, "verify -x509_strict -CAfile ca.pem -purpose sslclient client.pem")
      #expect(client.output == "client.pem: OK\n")
      let names = try await openssl(folder, "x509 -in server.pem -noout -ext subjectAltName")
      for name in ["DNS:localhost", "IP Address:127.0.0.1", "DNS:shop.example", "10.0.0.7"] {
        #expect(names.output.contains(name))
      }
      let who = try await openssl(
        folder, "x509 -in client.pem -noout -subject -ext subjectAltName")
      #expect(who.output.contains("CN = checkout"))
      #expect(who.output.contains("URI:spiffe://example.org/checkout"))
    }

    @Test(arguments: ["ca", "server", "client"])
    func `A key is for its owner's eyes only, and belongs to its certificate`(
      _ name: String
    ) async throws {
      let folder = try ToolFolder()
      #expect(try await folder.martlet("certs", "-o", "{}/certs").status == 0)
      let attributes = try FileManager.default.attributesOfItem(
        atPath: "\(folder.path)/certs/\(name).key")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      let ofKey = try await openssl(folder, "pkey -in \(name).key -pubout")
      let ofCertificate = try await openssl(folder, "x509 -in \(name).pem -noout -pubkey")
      #expect(ofKey.output == ofCertificate.output && !ofKey.output.isEmpty)
    }

    @Test func `It replaces nothing unless it is told to`() async throws {
      let folder = try ToolFolder()
      #expect(try await folder.martlet("certs", "-o", "{}/certs").status == 0)
      let before = try #require(folder.contents(of: "certs"))
      let again = try await folder.martlet("certs", "-o", "{}/certs")
      #expect(again.status == 1)
      #expect(again.errors == "Error: '{}/certs/ca.pem' is there already; --force replaces it\n")
      #expect(folder.contents(of: "certs") == before)
      #expect(try await folder.martlet("certs", "-o", "{}/certs", "--force").status == 0)
      #expect(folder.contents(of: "certs") != before)
    }

    @Test(arguments: [
      (["--host", "a b"], "'a b' is no name of a host"),
      (["--host", "a,DNS:b"], "'a,DNS:b' is no address"),
      (["--host", "1:x"], "'1:x' is no address"), (["--client-uri", "nothing"], "is no URI"),
      (["--days", "0"], "--days must be from 1 to 36500"),
    ])
    func `It says what is wrong with what it is told`(
      _ arguments: [String], _ message: String
    ) async throws {
      let folder = try ToolFolder()
      let result = try await folder.martlet(["certs", "-o", "{}/certs"] + arguments)
      #expect(result.status != 0)
      #expect(result.errors.contains(message))
    }
  }
#endif
