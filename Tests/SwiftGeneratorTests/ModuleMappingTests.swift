internal import SwiftGenerator
internal import Testing

/// The text in which protoc-gen-swift has it written which modules hold which files.
struct ModuleMappingTests {
  @Test(
    arguments: [
      "": [:],
      "mapping { module_name: \"A\" proto_file_path: \"a.proto\" }": ["a.proto": "A"],
      "mapping{module_name:'A'}#": [:],
      "mapping: <\n proto_file_path: ['a', \"b\"]; module_name: \"A\", >\n# end": [
        "a": "A", "b": "A",
      ],
      "mapping { module_name: 'A' proto_file_path: 'a' proto_file_path: 'a' }": ["a": "A"],
    ] as [String: [String: String]])
  func `Modules are read`(_ text: String, _ expected: [String: String]) throws {
    #expect(try ModuleMappings.read(text) == expected)
  }

  @Test(
    arguments: [
      "mapings {": "'mapings' is not expected", "mapping {": "the end is not expected",
      "mapping { module_name: A }": "'A' is not expected",
      "mapping { module_name: \"A }": "a string does not end",
      "mapping { proto_file_path: \"a\" }": "a mapping has no module_name",
      "mapping { module_name: 'A' proto_file_path: ['a', }": "'}' is not expected",
      "mapping { module_name: 'A' proto_file_path: 'a' } "
        + "mapping { module_name: 'B' proto_file_path: 'a' }":
        "a is mapped to two modules: A and B",
    ])
  func `What is not one is refused`(_ text: String, _ complaint: String) throws {
    let error = try #require(throws: GeneratorError.self) { try ModuleMappings.read(text) }
    #expect(error.message.contains(complaint), "\(error.message)")
  }
}
