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
    let files = Linker(names, reader, diagnostics).link()
    for file in files {
      OptionAssembler(file: file).strip()
      file.proto.sourceCodeInfo = SourceInfo.of(file)
    }
    diagnostics.sort()
    return files.map(\.proto)
  }

  private func link() -> [LinkedFile] {
    var symbols = SymbolTable(diagnostics)
    for name in loaded.order {
      if let node = loaded.nodes[name] { symbols.add(node, name: name) }
    }
    let numbers = Dictionary(uniqueKeysWithValues: loaded.order.enumerated().map { ($1, $0) })
    let schema = Schema()
    let fallback = FallbackSchema()
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
      OptionsPass(file, scope, schema, fallback: fallback.schema).run()
      FileValidator(file, scope, schema, imports: linked).validate(&extensions)
      return file
    }
  }
}

/// The types of protobuf's own descriptor.proto, for files that import no other.
private final class FallbackSchema {
  private static let name = "google/protobuf/descriptor.proto"

  /// The file, parsed once for all.
  private static let node: FileNode? = Builtins.files[name].map { text in
    let source = SourceFile(name: name, bytes: Array(text.description.utf8))
    return Parser.parse(source, Diagnostics())
  }

  private(set) lazy var schema: Schema = {
    let name = Self.name
    let schema = Schema()
    let diagnostics = Diagnostics()
    guard let node = Self.node else { return schema }
    var symbols = SymbolTable(diagnostics)
    symbols.add(node, name: name)
    let scope = FileScope(
      source: node.source, symbols: symbols, visible: VisibleFiles([0], of: 1), isComplete: true,
      diagnostics: diagnostics)
    let file = LinkedFile(node, name: name)
    FileBuilder(file, scope).build()
    schema.add(file)
    OptionsPass(file, scope, schema, fallback: schema).run()
    schema.refresh()
    return schema
  }()
}
