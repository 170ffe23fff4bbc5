import Testing

/// Links between the repository's pages.
struct LinkTests {
  private static let pages =
    ["README.md", "CONTRIBUTING.md"]
    + ["Sources", "Codegen", "Tests", "Protos", "Benchmarks", "scripts"].flatMap {
      House.files(under: $0, named: ".md")
    }

  @Test func `Relative links lead to something`() throws {
    var count = 0
    for page in Self.pages {
      let folder = page.split(separator: "/").dropLast().map { "\($0)/" }.joined()
      for (line, target) in Self.relativeLinks(in: House.text(of: page)) {
        count += 1
        #expect(House.exists(folder + target), "\(page):\(line): \(target)")
      }
    }
    try #require(count > 5, "no links were found")
  }

  /// The targets of links, without what follows `#`.
  private static func relativeLinks(in text: String) -> [(line: Int, target: String)] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .flatMap { index, line in
        line.split(separator: "](", omittingEmptySubsequences: false).dropFirst().compactMap {
          let target = $0.prefix { $0 != ")" && $0 != "#" && $0 != " " }
          return target.isEmpty || target.contains("://") ? nil : (index + 1, String(target))
        }
      }
  }

  @Test func `Links are found, without their anchors`() {
    let found = Self.relativeLinks(in: "x [a](b.md#c) [d](https://e.f)\n[g](h/i) [j](#k)")
    #expect(found.map(\.target) == ["b.md", "h/i"])
    #expect(found.map(\.line) == [1, 2])
  }
}
