internal import Foundation
internal import Testing
internal import ToolSupport

/// What a current conformance runner of protobuf's asks, which cannot be built of a package: its
/// cases in our own words, held against Python's protobuf. `make conformance` runs an older one.
@Suite struct ConformanceTests {
  /// The cases of each family that there are at least: fewer would mean that some were lost.
  private static let counts = ["binary": 4_100, "json": 6_600, "text": 4_800, "merge": 80]

  @Test func `The testee answers what a current runner asks`() async throws {
    let testee = try Program.built("conformance-testee", [])
    let run = try Program.python(
      "Python/run.py", [testee.executable.path, Protoc.protos])
    let result = try await run.result()
    #expect(result.status == 0, "\(result.output)\(result.errors)")
    let summary = try #require(
      result.output.split(separator: "\n").last { $0.hasPrefix("cases: ") },
      "\(result.output)\(result.errors)")
    print(summary)
    for (family, count) in Self.counts {
      let found = try #require(summary.firstMatch(of: try Regex("\(family) (\\d+)")))
      let number = found.output[1].substring.flatMap { Int($0) }
      #expect(try #require(number) >= count, "\(summary)")
    }
  }
}
