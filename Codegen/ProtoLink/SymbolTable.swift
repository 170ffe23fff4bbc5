internal import ProtoSyntax

/// What a full name stands for.
struct Symbol {
  enum Kind: String {
    case package, message, `enum`, service
    case field = "field"
    case value = "enum value"
    case method, oneof
    /// The message that a map's entries are; nobody can name it.
    case mapEntry = "map's entry"
  }

  let kind: Kind
  let file: String

  /// The kind, with its article.
  var description: String {
    "aeiou".contains(kind.rawValue.prefix(1)) ? "an \(kind.rawValue)" : "a \(kind.rawValue)"
  }

  /// Whether other names may stand in it.
  var isScope: Bool { kind == .package || kind == .message || kind == .enum || kind == .service }
}

/// Every name of a set of files.
struct SymbolTable {
  private(set) var symbols: [String: Symbol] = [:]
  /// The files that add to each package.
  private var packageFiles: [String: Set<String>] = [:]
  private let diagnostics: Diagnostics

  init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  /// Adds the names that a file declares.
  mutating func add(_ node: FileNode, name: String) {
    var scope = ""
    for part in node.package?.text.split(separator: ".") ?? [] {
      scope += scope.isEmpty ? String(part) : ".\(part)"
      if let other = symbols[scope], other.kind != .package, let package = node.package {
        diagnostics.error(
          "'\(scope)' is \(other.description) in \(other.file), and cannot be a package too",
          in: node.source, at: package.range)
      } else {
        symbols[scope] = Symbol(kind: .package, file: name)
        packageFiles[scope, default: []].insert(name)
      }
    }
    for message in node.messages { add(message, scope, node.source, name) }
    for each in node.enums { add(each, scope, node.source, name) }
    for service in node.services {
      declare(service.name, .service, scope, node.source, name)
      let inner = join(scope, service.name.text)
      for method in service.methods { declare(method.name, .method, inner, node.source, name) }
    }
    for extend in node.extensions { add(extend, scope, node.source, name) }
  }

  private mutating func add(
    _ message: MessageNode, _ scope: String, _ source: SourceFile, _ file: String
  ) {
    declare(message.name, .message, scope, source, file)
    let inner = join(scope, message.name.text)
    for field in message.fields { declare(field.name, .field, inner, source, file) }
    for oneof in message.oneofs { declare(oneof.name, .oneof, inner, source, file) }
    for nested in message.messages { add(nested, inner, source, file) }
    for field in message.fields {
      guard case .map = field.type else { continue }
      let entry = Name(text: MapEntryName.of(field.name.text), range: field.name.range)
      declare(entry, .mapEntry, inner, source, file)
    }
    for nested in message.enums { add(nested, inner, source, file) }
    for extend in message.extensions { add(extend, inner, source, file) }
  }

  private mutating func add(
    _ each: EnumNode, _ scope: String, _ source: SourceFile, _ file: String
  ) {
    declare(each.name, .enum, scope, source, file)
    // As in C++, the values are named beside the enumeration, not within it.
    for value in each.values { declare(value.name, .value, scope, source, file) }
  }

  private mutating func add(
    _ extend: ExtendNode, _ scope: String, _ source: SourceFile, _ file: String
  ) {
    for field in extend.fields { declare(field.name, .field, scope, source, file) }
    for message in extend.messages { add(message, scope, source, file) }
  }

  private mutating func declare(
    _ name: Name, _ kind: Symbol.Kind, _ scope: String, _ source: SourceFile, _ file: String
  ) {
    let full = join(scope, name.text)
    if let other = symbols[full] {
      let place = other.file == file ? "this file" : other.file
      let hint =
        kind == .value
        ? "; values of an enumeration are named beside it, so give it a prefix" : ""
      diagnostics.error(
        "'\(full)' is already \(other.description) in \(place)\(hint)", in: source,
        at: name.range)
      return
    }
    symbols[full] = Symbol(kind: kind, file: file)
  }

  /// What a name stands for, if one of these files declares it.
  func symbol(_ name: String, in files: Set<String>) -> Symbol? {
    guard let symbol = symbols[name] else { return nil }
    let isVisible =
      symbol.kind == .package
      ? packageFiles[name].map { !$0.isDisjoint(with: files) } ?? false
      : files.contains(symbol.file)
    return isVisible ? symbol : nil
  }

  private func join(_ scope: String, _ name: String) -> String {
    scope.isEmpty ? name : "\(scope).\(name)"
  }
}
