import Testing

/// Who may import whom, as Sources/README.md says.
struct LayerTests {
  /// A line that imports, of a file that people write or generators.
  private static let imports = House.allSources.filter { !$0.path.hasPrefix("Tests/") }
    .flatMap { file in
      file.tokens.indices.dropLast().filter { file.tokens[$0].text == "import" }.map {
        (path: file.path, module: file.tokens[$0 + 1].text, line: file.tokens[$0].line)
      }
    }

  private static let ours: Set<String> = [
    "Martlet", "MartletCore", "MartletProtobuf", "MartletStub", "MartletEventLoop",
    "MartletInProcess", "MartletHTTP2", "MartletTLS", "MartletServices", "ProtoSyntax",
    "ProtoLink", "SwiftGenerator",
    "CommandSupport",
  ]

  private static let allowedImports: [String: Set<String>] = [
    "Sources/MartletCore/": [], "Sources/MartletProtobuf/": [], "Codegen/ProtoSyntax/": [],
    "Sources/MartletEventLoop/": [],
    "Sources/MartletStub/": ["MartletCore", "MartletProtobuf"],
    "Sources/MartletServices/": ["MartletCore", "MartletProtobuf", "MartletStub"],
    "Sources/MartletInProcess/": ["MartletCore", "MartletEventLoop"],
    "Sources/MartletTLS/": ["MartletCore", "MartletEventLoop"],
    "Sources/MartletHTTP2/": ["MartletCore", "MartletEventLoop", "MartletTLS"],
    "Codegen/ProtoLink/": ["ProtoSyntax", "MartletProtobuf"],
    "Codegen/SwiftGenerator/": ["MartletProtobuf"], "Codegen/CommandSupport/": [],
    "Codegen/MartletGenerate/": [],
    "Codegen/protoc-gen-martlet/": ["CommandSupport", "SwiftGenerator", "MartletProtobuf"],
  ]

  @Test(arguments: allowedImports)
  func `A module imports only what lies below it`(_ folder: String, _ allowed: Set<String>) {
    let findings = Self.imports.filter { entry in
      entry.path.hasPrefix(folder) && Self.ours.contains(entry.module)
        && !allowed.contains(entry.module)
    }
    #expect(findings.map { "\($0.path):\($0.line): \($0.module)" } == [])
    #expect(House.allSources.contains { $0.path.hasPrefix(folder) }, "\(folder) is not there")
  }

  @Test(arguments: [
    "CNghttp2": "Sources/MartletHTTP2/", "CLinux": "Sources/MartletEventLoop/",
    "COpenSSL": "Sources/MartletTLS/", "CZlib": "Sources/MartletHTTP2/",
    "CRuntime": "Sources/MartletCore/",
  ])
  func `A C library is imported by one module`(_ module: String, _ folder: String) {
    let findings = Self.imports.filter { $0.module == module && !$0.path.hasPrefix(folder) }
    #expect(findings.map { "\($0.path):\($0.line)" } == [])
  }

  @Test func `Nothing but tests and SwiftPM's plugins imports Foundation`() {
    // SwiftPM hands its plugins Foundation's URLs.
    let findings = Self.imports.filter {
      $0.module.hasPrefix("Foundation") && !$0.path.hasPrefix("Codegen/MartletGenerate/")
    }
    #expect(findings.map { "\($0.path):\($0.line)" } == [])
  }
}
