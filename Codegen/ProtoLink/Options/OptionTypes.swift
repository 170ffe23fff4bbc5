internal import ProtoSyntax

/// The types of protobuf's own descriptor.proto, for files that import no other. They are linked
/// when they are first wanted; whoever links often keeps them.
package final class OptionTypes {
  private static let name = "google/protobuf/descriptor.proto"

  /// The file, parsed once for all.
  private static let node: FileNode? = Builtins.files[name].map { text in
    let source = SourceFile(name: name, bytes: Array(text.description.utf8))
    return Parser.parse(source, Diagnostics())
  }

  package init() {}

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
