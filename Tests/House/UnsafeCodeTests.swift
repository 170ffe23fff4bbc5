import Testing

struct UnsafeCodeTests {
  private static let offenders = House.products.filter { file in
    !file.name.hasPrefix("Unsafe") && !UnsafeCode.uses(file.tokens).isEmpty
  }

  @Test func `Unsafe code is only in files named for it`() {
    let findings = Self.offenders.flatMap { file in
      UnsafeCode.uses(file.tokens).map { file.finding($0.line, $0.what) }
    }
    House.report(findings)
  }

  @Test func `Files named for unsafe code have some`() {
    let findings = House.products.filter { file in
      file.name.hasPrefix("Unsafe") && UnsafeCode.uses(file.tokens).isEmpty
        && !file.tokens.contains { $0.text == "UnsafeRawBufferPointer" }
    }
    #expect(findings.map(\.path) == [])
  }

  @Test func `Whoever switches a check off says why`() {
    let findings = House.sources.flatMap { file in
      UnsafeCode.unexplained(file).map { file.finding($0.line, $0.what) }
    }
    House.report(findings)
  }

  @Test(arguments: [
    "let p: UnsafeMutablePointer<Int>", "x.withUnsafeBytes { $0 }", "Unmanaged.passRetained(x)",
    "await withUnsafeContinuation { $0 }", "UnsafeRawBufferPointer(start: p, count: 1)",
    "unsafeBitCast(a, to: Int.self)", "s.withUTF8 { $0 }",
    "mutex._unsafeLock()",
  ])
  func `Unsafe code is found`(_ text: String) {
    #expect(UnsafeCode.uses(TokenScanner.tokens(of: text)).count == 1)
  }

  @Test func `Lent bytes may be passed on`() {
    let text = "func f(_ bytes: UnsafeRawBufferPointer) { g(bytes) }"
    #expect(UnsafeCode.uses(TokenScanner.tokens(of: text)).isEmpty)
  }

  @Test func `A comment that is far away explains nothing`() {
    let far = SwiftSource(path: "a", text: "// why\n\n\n\n\nclass A: @unchecked Sendable {\n\n}")
    #expect(UnsafeCode.unexplained(far).map(\.line) == [6])
    let near = SwiftSource(path: "a", text: "\nclass A: @unchecked Sendable {\n // why\n}")
    #expect(UnsafeCode.unexplained(near).isEmpty)
  }
}
