import Testing

/// Only what generators write is exempt from the rules.
struct GeneratedTests {
  /// The folders that CONTRIBUTING names, and the expected output of the generator's tests.
  private func isInGeneratedFolder(_ file: SwiftSource) -> Bool {
    file.path.contains("/Generated/") || file.path.contains("/Golden/")
  }

  @Test func `What lies in a folder for generated files says that it is generated`() throws {
    let files = House.allSources.filter(isInGeneratedFolder)
    try #require(files.count > 10)
    #expect(files.filter { !$0.isGenerated }.map(\.path) == [])
  }

  @Test func `What says that it is generated lies in a folder for generated files`() {
    let findings = House.allSources.filter { $0.isGenerated && !isInGeneratedFolder($0) }
    #expect(findings.map(\.path) == [])
  }

  @Test func `CONTRIBUTING names the folder of generated files`() {
    #expect(House.text(of: "CONTRIBUTING.md").contains("(`Generated/`)"))
  }
}
