public import MartletProtobuf
public import ProtoSyntax

/// Makes descriptors of `.proto` files and of everything that they import.
public struct Linker {
  private let diagnostics: Diagnostics
  private let loaded: FileLoader

  private init(_ names: [String], _ reader: any SourceReader, _ diagnostics: Diagnostics) {
    self.diagnostics = diagnostics
    var loader = FileLoader(reader, diagnostics)
    for name in names { loader.load(name) }
    loaded = loader
  }

  /// Links files.
  ///
  /// - Parameters:
  ///   - names: The files, as `reader` knows them.
  ///   - reader: Where files come from.
  ///   - diagnostics: Gets what is wrong. If there are errors, what is returned is incomplete.
  /// - Returns: The descriptors of the files and of all that they import, imports first.
  public static func link(
    _ names: [String], from reader: any SourceReader, _ diagnostics: Diagnostics
  ) -> [Google_Protobuf_FileDescriptorProto] {
    link(names, from: reader, diagnostics, optionTypes: OptionTypes())
  }

  /// Links files with types of options that may have been made before.
  package static func link(
    _ names: [String], from reader: any SourceReader, _ diagnostics: Diagnostics,
    optionTypes: OptionTypes
  ) -> [Google_Protobuf_FileDescriptorProto] {
    let files = Linker(names, reader, diagnostics).link(optionTypes)
    for file in files {
      OptionAssembler(file: file).strip()
      file.proto.sourceCodeInfo = SourceInfo.of(file)
    }
    diagnostics.sort()
    return files.map(\.proto)
  }

  private func link(_ optionTypes: OptionTypes) -> [LinkedFile] {
    var symbols = SymbolTable(diagnostics)
    for name in loaded.order {
      if let node = loaded.nodes[name] { symbols.add(node, name: name) }
    }
    let numbers = Dictionary(uniqueKeysWithValues: loaded.order.enumerated().map { ($1, $0) })
    let schema = Schema()
    var extensions = ExtensionNumbers()
    var linked: [String: LinkedFile] = [:]
    return loaded.order.compactMap { name in
      guard let node = loaded.nodes[name] else { return nil }
      let visible = loaded.visibleFiles(from: name)
      let scope = FileScope(
        source: node.source, symbols: symbols,
        visible: VisibleFiles(visible.compactMap { numbers[$0] }, of: numbers.count),
        isComplete: loaded.incomplete.isDisjoint(with: visible), diagnostics: diagnostics)
      let file = LinkedFile(node, name: name)
      linked[name] = file
      FileBuilder(file, scope).build()
      schema.add(file)
      OptionsPass(file, scope, schema, fallback: optionTypes.schema).run()
      FileValidator(file, scope, schema, imports: linked).validate(&extensions)
      return file
    }
  }
}
