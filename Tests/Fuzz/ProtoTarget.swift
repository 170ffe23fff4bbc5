internal import Foundation
internal import MartletProtobuf
internal import ProtoLink
internal import ProtoSyntax

/// Text as a `.proto` file: a descriptor that can be read again, or errors that can be said.
enum ProtoTarget {
  /// The file that is fuzzed, and those of `Protos`.
  private struct Reader: SourceReader {
    var input: [UInt8]?
    let searchedPlaces = ["Protos"]

    func read(_ name: String) -> SourceFile? {
      if name == "input.proto" { return input.map { SourceFile(name: name, bytes: $0) } }
      let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Protos/\(name)")
      // Names that a fuzzed file imports must not lead anywhere.
      guard input == nil, let data = try? Data(contentsOf: url) else { return nil }
      return SourceFile(name: name, bytes: [UInt8](data))
    }
  }

  /// The descriptors of a file of `Protos`; `nil` if it has errors.
  static func link(_ name: String) -> [Google_Protobuf_FileDescriptorProto]? {
    let diagnostics = Diagnostics()
    let files = Linker.link([name], from: BuiltinReader(Reader()), diagnostics)
    return diagnostics.hasErrors ? nil : files
  }

  // Used by the one thread of libFuzzer only. To link descriptor.proto takes longer than all else.
  nonisolated(unsafe) private static let optionTypes = OptionTypes()

  static func run(_ bytes: [UInt8]) {
    let diagnostics = Diagnostics()
    let reader = BuiltinReader(Reader(input: bytes))
    let files = Linker.link(["input.proto"], from: reader, diagnostics, optionTypes: optionTypes)
    if diagnostics.hasErrors {
      for diagnostic in diagnostics.all { precondition(!diagnostic.description.isEmpty) }
      return
    }
    guard let file = files.last else { preconditionFailure("there is no descriptor") }
    Stability.check(file)
  }
}
