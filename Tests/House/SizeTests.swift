import Testing

/// The sizes that keep files readable.
struct SizeTests {
  @Test func `Lines have at most 100 columns`() {
    let findings = House.sources.flatMap { file in
      file.lines.enumerated().filter { $1.utf8.count > 100 && $1.count > 100 }
        .map { file.finding($0 + 1, "\($1.count) columns") }
    }
    House.report(findings)
  }

  @Test func `Files have at most 800 lines`() {
    let findings = House.sources.filter { $0.lines.count > 800 }
      .map { $0.finding(801, "\($0.lines.count) lines") }
    House.report(findings)
  }

  @Test func `Half of the files have at most 150 lines`() throws {
    let counts = House.products.map(\.lines.count).sorted()
    try #require(counts.count > 100, "the sources were not found at \(House.root)")
    #expect(counts[counts.count / 2] <= 150)
  }

  @Test func `Functions have at most 70 lines`() {
    let findings = House.sources.flatMap { file in
      FunctionLengths.of(file.tokens).filter { $0.lines > 70 }
        .map { file.finding($0.line, "\($0.name) has \($0.lines) lines") }
    }
    House.report(findings)
  }

  @Test func `A function reaches from its first word to its last brace`() {
    let text = """
      protocol P { func without() -> Int; init(a: Int) }
      func first(
        _ body: () -> Void = {}
      ) {
        if true { body() }
      }
      struct S { init?(_ x: Int) { self.init(y: x)
        }
      }
      """
    let found = FunctionLengths.of(TokenScanner.tokens(of: text))
    #expect(found.map(\.name) == ["first", "init"])
    #expect(found.map(\.line) == [2, 7])
    #expect(found.map(\.lines) == [5, 2])
  }
}
