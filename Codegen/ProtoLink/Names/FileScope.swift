internal import ProtoSyntax

/// Finds what names stand for, as seen from one file.
struct FileScope {
  let source: SourceFile
  let symbols: SymbolTable
  /// The files whose names may be used.
  let visible: VisibleFiles
  /// Whether all imports were found. If not, what is not known may be in one of those that were
  /// not, and need not be said.
  let isComplete: Bool
  let diagnostics: Diagnostics

  /// What is looked for.
  enum Wanted {
    /// Messages and enumerations: what is something else hides nothing that has no dots.
    case types
    /// Whatever comes first.
    case anything
  }

  func error(_ message: String, _ range: Range<Int>) {
    diagnostics.error(message, in: source, at: range)
  }

  /// The type that a name stands for: its full name, and its kind. What cannot be found is
  /// reported.
  ///
  /// - Parameters:
  ///   - name: The name, as it is written.
  ///   - scope: The full name of the message, or the package, that it is written in.
  ///   - wanted: What is looked for. Names of fields' types pass over what is no type; those of the
  ///     messages that methods take and extensions extend do not.
  func resolveType(
    _ name: Name, in scope: String, _ wanted: Wanted = .types
  ) -> (name: String, kind: Symbol.Kind)? {
    if let found = find(name.text, from: scope, wanted), found.kind.isType {
      return found
    }
    // Explanations look through all names there are: none is made that nobody would read.
    if isComplete, !diagnostics.isFull { error(explanation(of: name.text, in: scope), name.range) }
    return nil
  }

  /// As protobuf looks names up: the innermost scope that has the first part of the name decides.
  ///
  /// - Returns: The full name, and what it stands for.
  func find(
    _ name: String, from scope: String, _ wanted: Wanted
  ) -> (name: String, kind: Symbol.Kind)? {
    if name.utf8.first == UInt8(ascii: ".") { return lookUp(String(name.dropFirst())) }
    let firstEnd = name.utf8.firstIndex(of: UInt8(ascii: "."))
    let first = firstEnd.map { name[..<$0] }
    var scope = scope[...]
    while true {
      if let first {
        // The innermost decides, and hides what is further out, as in C++.
        if let symbol = symbols.symbol(join(scope, first), in: visible), symbol.isScope {
          return lookUp(join(scope, name[...]))
        }
      } else if let found = lookUp(join(scope, name[...])) {
        if wanted == .anything || found.kind.isType { return found }
      }
      if scope.isEmpty { return nil }
      scope = scope.utf8.lastIndex(of: UInt8(ascii: ".")).map { scope[..<$0] } ?? ""
    }
  }

  private func join(_ scope: Substring, _ name: Substring) -> String {
    if scope.isEmpty { return String(name) }
    var full = String(scope)
    full.reserveCapacity(scope.utf8.count + name.utf8.count + 1)
    full += "."
    full += name
    return full
  }

  private func lookUp(_ name: String) -> (name: String, kind: Symbol.Kind)? {
    symbols.symbol(name, in: visible).map { (name, $0.kind) }
  }

  // MARK: When it is not found

  /// Why a type's name stands for nothing, and what to write instead.
  private func explanation(of name: String, in scope: String) -> String {
    let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
    if let found = find(name, from: scope, .anything), !found.kind.isType {
      let symbol = Symbol(kind: found.kind, file: 0)
      let other = find(name, from: scope, .types).map { "; did you mean '.\($0.name)'?" } ?? ""
      return "'\(name)' is \(symbol.description) here, and no type\(other)"
    }
    let hint =
      KnownNames.file(declaring: plain).map { "; import \"\($0)\"" }
      ?? KnownNames.type(calledElsewhere: name).map { "; did you mean '\($0)'?" }
    return explanation(
      of: name, plain, in: scope, orOneOf: ScalarType.allCases.map { "\($0)" }, known: hint
    ) { $0.isType }
  }

  /// Why the name of an extension stands for nothing, and what to write instead.
  func explanation(ofExtension name: String, in scope: String) -> String {
    let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
    if let found = find(name, from: scope, .anything) {
      let symbol = Symbol(kind: found.kind, file: 0)
      return "'\(name)' is \(symbol.description), where an extension is needed"
    }
    return explanation(
      of: name, plain, in: scope,
      known: KnownNames.file(declaring: plain).map { "; import \"\($0)\"" },
      otherwise: "; import the file that declares it"
    ) { $0.kind == .extension }
  }

  /// - Parameters:
  ///   - extra: Names that may have been meant too.
  ///   - known: What to do if the name is one that everybody knows.
  ///   - hint: What to do if nothing else is known.
  private func explanation(
    of name: String, _ plain: String, in scope: String, orOneOf extra: [String] = [],
    known: String? = nil, otherwise hint: String = "", where isWanted: (Symbol) -> Bool
  ) -> String {
    let wanted = symbols.symbols.filter { isWanted($0.value) }
    let matches = wanted.keys.filter { $0 == plain || $0.hasSuffix(".\(plain)") }.sorted()
    if let hidden = matches.first, let symbol = wanted[hidden], !visible.contains(symbol.file) {
      return
        "'\(name)' is declared in \(symbols.files[symbol.file]), which is not imported; import it"
    }
    if matches.contains(plain), !name.hasPrefix("."), let hiding = hidingScope(of: name, scope) {
      return "'\(name)' is looked for in '\(hiding)', which is nearer; write '.\(name)'"
    }
    if let other = matches.first { return "'\(name)' is not known here; did you mean '\(other)'?" }
    if let known { return "'\(name)' is not known\(known)" }
    let scalars = name == plain ? extra : []
    let lasts = scalars + wanted.keys.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    let last = plain.split(separator: ".").last.map(String.init) ?? plain
    if let near = Spelling.nearest(to: last, among: lasts) {
      return "'\(name)' is not known; did you mean '\(near)'?"
    }
    return "'\(name)' is not known\(hint)"
  }

  /// The scope that has the first part of a name, and so hides others further out.
  private func hidingScope(of name: String, _ scope: String) -> String? {
    let first = name.prefix { $0 != "." }
    var scope = scope[...]
    while !scope.isEmpty {
      if let symbol = symbols.symbol(join(scope, first), in: visible), symbol.isScope {
        return join(scope, first)
      }
      scope = scope.lastIndex(of: ".").map { scope[..<$0] } ?? ""
    }
    return nil
  }
}

extension Symbol.Kind {
  /// Whether it is the name of a message or an enumeration.
  var isType: Bool { self == .message || self == .enum }
}
