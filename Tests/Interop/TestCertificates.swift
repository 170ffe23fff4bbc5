import Foundation
internal import ToolSupport

/// The certificates that `martlet certs` makes, with the names of gRPC's own test certificates, in
/// a folder that is gone after the test.
final class TestCertificates: Sendable {
  let path = NSTemporaryDirectory() + "martlet-interop-" + UUID().uuidString

  init() async throws {
    let hosts = ["*.test.google.fr", "waterzooi.test.google.be", "*.test.youtube.com"]
    try await Program.built(
      "martlet", ["certs", "-o", path] + hosts.flatMap { ["--host", $0] }
    ).run()
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}
