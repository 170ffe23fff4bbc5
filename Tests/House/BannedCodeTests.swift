import Testing

struct BannedCodeTests {
  private func traps(_ text: String) -> [String] {
    BannedCode.traps(TokenScanner.tokens(of: text)).map(\.what)
  }

  @Test func `Nothing that users run traps on a belief`() {
    let findings = House.products.flatMap { file in
      BannedCode.traps(file.tokens).map { file.finding($0.line, $0.what) }
    }
    House.report(findings)
  }

  @Test func `Libraries do not print`() {
    let libraries = House.products.filter {
      !$0.path.hasPrefix("Sources/Samples/") && !$0.path.hasPrefix("Sources/MartletTool/")
        && !$0.path.hasPrefix("Codegen/MartletGenerate/")
        && $0.path != "Codegen/SwiftGenerator/CodePrinter.swift"
    }
    let findings = libraries.flatMap { file in
      BannedCode.prints(file.tokens).map { file.finding($0.line, $0.what) }
    }
    House.report(findings)
  }

  @Test func `Nothing is left over`() {
    let findings = House.sources.flatMap { file in
      BannedCode.leftovers(file.lines).map { file.finding($0.line, $0.what) }
    }
    House.report(findings)
  }

  @Test(arguments: ["a!.b", "f()!", "a[0]!, b", "let x: Int! = 1", "x!\n"])
  func `A force unwrap is found`(_ text: String) {
    #expect(traps(text) == ["force unwrap"])
  }

  @Test func `Other traps are found`() {
    #expect(traps("try! f(); x as! Y; fatalError()") == ["try!", "as!", "fatalError"])
  }

  @Test(arguments: ["a != b", "a! = b != c", "!a", "if !a.b { }", "\"a! b\"", "// a!"])
  func `What only looks like a trap is not found`(_ text: String) {
    #expect(traps(text) == (text.hasPrefix("a!") ? ["force unwrap"] : []))
  }

  @Test func `Only the global print is found`() {
    let tokens = TokenScanner.tokens(of: "print(1); printer.print(2); func print(_ x: Int) {}")
    #expect(BannedCode.prints(tokens).count == 1)
  }
}
