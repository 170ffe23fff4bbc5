import Testing

struct UnsafeCodeTests {
  /// Files whose unsafe part has yet to move to a file that says so. The list only shrinks.
  private static let stillToMove: Set<String> = [
    "Sources/MartletCore/Base64.swift",
    "Sources/MartletCore/Call/CallStream+Reading.swift",
    "Sources/MartletCore/Call/CallStream+Receiving.swift",
    "Sources/MartletCore/Call/CallStream+Writing.swift",
    "Sources/MartletCore/Call/CallStream.swift",
    "Sources/MartletCore/Call/Client/CallStream+Calling.swift",
    "Sources/MartletCore/Call/Server/MethodTable.swift",
    "Sources/MartletCore/Coding/GRPCContiguousBytes.swift",
    "Sources/MartletCore/Coding/MessageSerializer.swift",
    "Sources/MartletHTTP2/Connection/HTTP2Connection.swift",
    "Sources/MartletHTTP2/Stream/HTTP2Stream.swift",
    "Sources/MartletHTTP2/Stream/PercentEncoding.swift",
    "Sources/MartletStub/ProtobufCoding.swift",
  ]

  private static let offenders = House.products.filter { file in
    !file.name.hasPrefix("Unsafe") && !UnsafeCode.uses(file.tokens).isEmpty
  }

  @Test func `Unsafe code is only in files named for it`() {
    let findings = Self.offenders.filter { !Self.stillToMove.contains($0.path) }.flatMap { file in
      UnsafeCode.uses(file.tokens).map { file.finding($0.line, $0.what) }
    }
    House.report(findings)
  }

  @Test func `No file is excused that needs no excuse`() {
    let needless = Self.stillToMove.subtracting(Self.offenders.map(\.path))
    #expect(needless.sorted() == [], "take these out of stillToMove")
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
