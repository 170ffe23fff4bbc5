internal import ProtoSyntax

/// Every name of a set of files.
struct SymbolTable {
  private(set) var symbols: [String: Symbol] = [:]
  /// The names of the files, by their numbers.
  private(set) var files: [String] = []
  /// The files that add to each package.
  private(set) var packageFiles: [String: Set<Int>] = [:]
  private let diagnostics: Diagnostics

  init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  /// Adds the names that a file declares, and gives it the next number.
  mutating func add(_ node: FileNode, name: String) {
    files.append(name)
    let file = files.count - 1
    var scope = ""
    for part in node.package?.text.split(separator: ".") ?? [] {
      scope += scope.isEmpty ? String(part) : ".\(part)"
      if let other = symbols[scope], other.kind != .package, let package = node.package {
        diagnostics.error(
          "'\(scope)' is \(other.description) in \(files[other.file]), and cannot be a package too",
          in: node.source, at: package.range)
      } else {
        symbols[scope] = symbols[scope] ?? Symbol(kind: .package, file: file)
        packageFiles[scope, default: []].insert(file)
      }
    }
    let isProto3 = !node.isEdition && node.syntax?.text == "proto3"
    for message in node.messages { add(message, scope, node.source, file, isProto3) }
    for each in node.enums { add(each, scope, node.source, file) }
    for service in node.services {
      declare(service.name, .service, scope, node.source, file)
      let inner = service.name.full(in: scope)
      for method in service.methods { declare(method.name, .method, inner, node.source, file) }
    }
    for field in node.extensions { declare(field.name, .extension, scope, node.source, file) }
  }

  private mutating func add(
    _ message: MessageNode, _ scope: String, _ source: SourceFile, _ file: Int, _ isProto3: Bool
  ) {
    let kind = message.kind == .mapEntry ? Symbol.Kind.mapEntry : .message
    declare(message.name, kind, scope, source, file)
    let inner = message.name.full(in: scope)
    for field in message.fields { declare(field.name, .field, inner, source, file) }
    for oneof in message.oneofs { declare(oneof.name, .oneof, inner, source, file) }
    if isProto3, message.kind != .mapEntry { addOneofs(of: message, inner, source, file) }
    // Those that are written before those that maps make: they are not to blame.
    for nested in message.messages where nested.kind != .mapEntry {
      add(nested, inner, source, file, isProto3)
    }
    for nested in message.messages where nested.kind == .mapEntry {
      add(nested, inner, source, file, isProto3)
    }
    for nested in message.enums { add(nested, inner, source, file) }
    for field in message.extensions { declare(field.name, .extension, inner, source, file) }
  }

  /// Adds the oneofs that fields are alone in.
  private mutating func addOneofs(
    of message: MessageNode, _ scope: String, _ source: SourceFile, _ file: Int
  ) {
    let optional = message.fields.filter { $0.label == .optional }
    let names = GeneratedNames.oneofs(
      of: optional.map(\.name.text),
      taken: message.oneofs.map(\.name.text) + message.fields.map(\.name.text))
    for (field, name) in zip(optional, names) {
      declare(Name(text: name, range: field.name.range), .oneof, scope, source, file)
    }
  }

  private mutating func add(
    _ each: EnumNode, _ scope: String, _ source: SourceFile, _ file: Int
  ) {
    declare(each.name, .enum, scope, source, file)
    // As in C++, the values are named beside the enumeration, not within it.
    for value in each.values { declare(value.name, .value, scope, source, file) }
  }

  private mutating func declare(
    _ name: Name, _ kind: Symbol.Kind, _ scope: String, _ source: SourceFile, _ file: Int
  ) {
    let full = name.full(in: scope)
    guard let other = symbols.updateValue(Symbol(kind: kind, file: file), forKey: full) else {
      return
    }
    symbols[full] = other
    let place = other.file == file ? "this file" : files[other.file]
    let hint =
      kind == .value ? "; values of an enumeration are named beside it, so give it a prefix" : ""
    diagnostics.error(
      "'\(full)' is already \(other.description) in \(place)\(hint)", in: source, at: name.range)
  }

  /// What a name stands for, if one of these files declares it.
  func symbol(_ name: String, in files: VisibleFiles) -> Symbol? {
    guard let symbol = symbols[name] else { return nil }
    if symbol.kind != .package { return files.contains(symbol.file) ? symbol : nil }
    guard let adding = packageFiles[name] else { return nil }
    return files.all.contains { adding.contains($0) } ? symbol : nil
  }
}

/// The files whose names may be used in one: itself, its imports, and what those import publicly.
struct VisibleFiles {
  private(set) var all: [Int] = []
  private var isVisible: [Bool]

  init(_ files: [Int], of count: Int) {
    all = files
    isVisible = [Bool](repeating: false, count: count)
    for file in files { isVisible[file] = true }
  }

  func contains(_ file: Int) -> Bool { isVisible[file] }
}
