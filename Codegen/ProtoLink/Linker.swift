public import MartletProtobuf
public import ProtoSyntax

/// Makes descriptors of `.proto` files and of everything that they import.
public struct Linker {
  private let reader: any SourceReader
  private let diagnostics: Diagnostics
  private var nodes: [String: FileNode] = [:]
  private var order: [String] = []
  private var inProgress: [String] = []
  /// The files of which an import is missing.
  private var incomplete: Set<String> = []

  private init(_ reader: any SourceReader, _ diagnostics: Diagnostics) {
    self.reader = reader
    self.diagnostics = diagnostics
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
    var linker = Linker(reader, diagnostics)
    for name in names {
      let request = SourceFile(name: name, bytes: [])
      linker.load(name, importedAt: (request, 0..<0), as: nil)
    }
    return linker.build()
  }

  // MARK: Loading

  private mutating func load(
    _ name: String, importedAt place: (file: SourceFile, range: Range<Int>), as chain: String?
  ) {
    if inProgress.contains(name) {
      let cycle = (inProgress.drop { $0 != name } + [name]).joined(separator: " → ")
      diagnostics.error("files import each other: \(cycle)", in: place.file, at: place.range)
      return
    }
    guard nodes[name] == nil else { return }
    guard let source = reader.read(name) else {
      let places = reader.searchedPlaces.map { "'\($0)'" }.joined(separator: ", ")
      diagnostics.error(
        "'\(name)' is not found in \(places); add its folder with --proto-path", in: place.file,
        at: place.range)
      if let chain { incomplete.insert(chain) }
      return
    }
    let node = Parser.parse(source, diagnostics)
    nodes[name] = node
    inProgress.append(name)
    for each in node.imports {
      load(each.path, importedAt: (source, each.range), as: name)
    }
    inProgress.removeLast()
    order.append(name)
  }

  // MARK: Building

  private func build() -> [Google_Protobuf_FileDescriptorProto] {
    var symbols = SymbolTable(diagnostics)
    for name in order {
      if let node = nodes[name] { symbols.add(node, name: name) }
    }
    return order.compactMap { name in
      guard let node = nodes[name] else { return nil }
      let scope = FileScope(
        file: name, source: node.source, symbols: symbols, visible: visibleFiles(from: name),
        isComplete: incomplete.isDisjoint(with: visibleFiles(from: name)), diagnostics: diagnostics)
      let file = FileBuilder(node, name: name, scope: scope).build()
      Validator(node, file, diagnostics).validate()
      return file
    }
  }

  /// The files whose types a file may name: its imports, and what those import publicly.
  private func visibleFiles(from name: String) -> Set<String> {
    var visible: Set<String> = [name]
    var rest = nodes[name]?.imports.map(\.path) ?? []
    while let next = rest.popLast() {
      guard visible.insert(next).inserted else { continue }
      rest += nodes[next]?.imports.filter { $0.kind == .public }.map(\.path) ?? []
    }
    return visible
  }
}
