import Foundation
internal import Testing
internal import ToolSupport

/// How strictly our server keeps to RFC 9113 and RFC 7541, judged by a client that breaks their
/// rules one at a time, and uses every freedom that they give.
@Suite("Strictness", .timeLimit(.minutes(5)))
struct StrictnessTests {
  /// The sections that have cases; `may` is before those whose cases break no rule.
  private static let sections = [
    "3.4", "4.1", "4.2", "4.3", "5.1", "5.1.1", "5.1.2", "5.3", "5.4.1", "5.5", "6.1", "6.2",
    "6.3", "6.4", "6.5", "6.5.2", "6.5.3", "6.7", "6.8", "6.9", "6.9.1", "6.9.2", "6.10", "7",
    "8.1", "8.1.1", "8.2", "8.2.1", "8.2.2", "8.3", "8.3.1", "8.4", "8.5", "RFC 7541 2.3.3",
    "RFC 7541 4.2", "RFC 7541 5.2", "RFC 7541 6.1", "RFC 7541 6.3", "may 2", "may 6.1",
    "may 6.2", "may 6.3", "may 6.4", "may 6.5", "may 6.7", "may 6.8", "may 6.9", "may 6.10",
    "may 8.1", "may 8.1.1", "may 8.2.1", "may 8.2.2", "may 8.3.1", "may 8.5", "may RFC 7541 6",
  ]

  private static let script = "Strictness/main.py"

  @Test("A server keeps to the section of RFC 9113", arguments: sections)
  func plaintext(_ section: String) async throws {
    try await Program.built("interop-server", ["--port", "0"]).serve { port in
      try await Program.python(Self.script, [port, section]).run()
    }
  }

  #if TLS
    @Test("A server keeps to the section of RFC 9113 over TLS", arguments: sections)
    func secured(_ section: String) async throws {
      let folder = NSTemporaryDirectory() + "martlet-strictness-" + UUID().uuidString
      defer { try? FileManager.default.removeItem(atPath: folder) }
      try await Program.built("martlet", ["certs", "-o", folder, "--host", "localhost"]).run()
      let server = try Program.built(
        "interop-server",
        [
          "--port=0", "--use_tls=true", "--tls_cert_file=\(folder)/server.pem",
          "--tls_key_file=\(folder)/server.key",
        ])
      try await server.serve { port in
        try await Program.python(Self.script, [port, section, "\(folder)/ca.pem"]).run()
      }
    }
  #endif

  @Test func `No section is left out`() async throws {
    let result = try await Program.python(Self.script, ["--list"]).result()
    #expect(result.status == 0, "\(result.errors)")
    let listed = result.output.split(separator: "\n").map(String.init)
    #expect(listed.sorted() == Self.sections.sorted())
  }
}
