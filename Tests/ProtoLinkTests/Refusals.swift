internal import Foundation
internal import Testing
internal import ToolSupport

/// A file that is refused, and what is said.
struct Refusal: Sendable, CustomTestStringConvertible {
  let text: String
  let message: String

  init(_ text: String, _ message: String) {
    self.text = text
    self.message = message
  }

  var testDescription: String { text }

  /// Whether protoc refuses the file too.
  func isShared(by version: Protoc.Version) throws -> Bool {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: folder.appending(path: "test.proto"))
    do {
      _ = try Protoc.run(
        ["-I", folder.path, "-o", "/dev/null", "test.proto"], version: version, in: folder.path)
      return false
    } catch let failure as Protoc.Failure {
      // Not because it is missing.
      guard failure.description.contains("test.proto") else { throw failure }
      return true
    }
  }
}
