internal import Foundation
internal import SwiftGenerator
internal import Testing

/// Whole files against what was generated when somebody last looked at it. With the environment
/// variable MARTLET_UPDATE_GOLDEN=1 the expected files are written anew.
@Suite("Golden files")
struct GoldenTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  @Test("are what is generated", arguments: ["large.proto", "message.proto", "service.proto"])
  func golden(name: String) throws {
    let proto = try String(contentsOf: Self.folder.appendingPathComponent(name), encoding: .utf8)
    let isUpdate = ProcessInfo.processInfo.environment["MARTLET_UPDATE_GOLDEN"] == "1"
    for (file, content) in try generate([name: proto]) {
      let url = Self.folder.appendingPathComponent(file)
      if isUpdate { try content.write(to: url, atomically: true, encoding: .utf8) }
      let expected = try String(contentsOf: url, encoding: .utf8)
      if content != expected {
        let lines = zip(
          content.split(separator: "\n", omittingEmptySubsequences: false),
          expected.split(separator: "\n", omittingEmptySubsequences: false))
        let place = lines.enumerated().first { $0.element.0 != $0.element.1 }
        Issue.record(
          """
          \(file) is no longer as expected, from line \((place?.offset ?? 0) + 1) on; \
          if it should not be, run the tests with MARTLET_UPDATE_GOLDEN=1 and read the difference
          """)
      }
    }
  }
}
