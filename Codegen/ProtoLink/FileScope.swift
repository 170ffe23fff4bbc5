internal import ProtoSyntax

/// Finds what names stand for, as seen from one file.
struct FileScope {
  let file: String
  let source: SourceFile
  let symbols: SymbolTable
  /// The files whose names may be used.
  let visible: Set<String>
  /// Whether all imports were found. If not, what is not known may be in one of those that were
  /// not, and need not be said.
  let isComplete: Bool
  let diagnostics: Diagnostics

  /// The type that a name stands for: its full name with a dot in front, and its kind. What cannot
  /// be found is reported.
  ///
  /// - Parameters:
  ///   - name: The name, as it is written.
  ///   - scope: The full name of the message, or the package, that it is written in.
  func resolveType(_ name: Name, in scope: String) -> (name: String, kind: Symbol.Kind)? {
    if let found = find(name.text, from: scope, where: { $0 == .message || $0 == .enum }) {
      return (".\(found.name)", found.kind)
    }
    if isComplete {
      diagnostics.error(explanation(of: name.text, in: scope), in: source, at: name.range)
    }
    return nil
  }

  /// As protobuf looks names up: the innermost scope that has the first part of the name decides,
  /// and what is not a type is passed over if the name has one part only.
  private func find(
    _ name: String, from scope: String, where isWanted: (Symbol.Kind) -> Bool
  ) -> (name: String, kind: Symbol.Kind)? {
    if name.hasPrefix(".") {
      return lookUp(String(name.dropFirst()), isWanted)
    }
    let first = String(name.prefix { $0 != "." })
    let isQualified = first.count < name.count
    var scope = scope
    while true {
      let prefix = scope.isEmpty ? "" : "\(scope)."
      if isQualified {
        // The innermost decides, and hides what is further out, as in C++.
        if let symbol = symbols.symbol(prefix + first, in: visible), symbol.isScope {
          return lookUp(prefix + name, isWanted)
        }
      } else if let found = lookUp(prefix + name, isWanted) {
        return found
      }
      if scope.isEmpty { return nil }
      scope = String(scope.dropLast(scope.count - (lastDot(scope) ?? 0)))
    }
  }

  private func lastDot(_ text: String) -> Int? {
    text.lastIndex(of: ".").map { text.distance(from: text.startIndex, to: $0) }
  }

  private func lookUp(
    _ name: String, _ isWanted: (Symbol.Kind) -> Bool
  ) -> (name: String, kind: Symbol.Kind)? {
    guard let symbol = symbols.symbol(name, in: visible), isWanted(symbol.kind) else { return nil }
    return (name, symbol.kind)
  }

  // MARK: When it is not found

  private func explanation(of name: String, in scope: String) -> String {
    let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
    let types = symbols.symbols.filter { $0.value.kind == .message || $0.value.kind == .enum }
    let matches = types.keys.filter { $0 == plain || $0.hasSuffix(".\(plain)") }.sorted()
    if let hidden = matches.first, let symbol = types[hidden], !visible.contains(symbol.file) {
      return "'\(name)' is declared in \(symbol.file), which is not imported; import it"
    }
    if matches.first == plain, !name.hasPrefix("."), let hiding = hidingScope(of: name, from: scope)
    {
      return "'\(name)' is looked for in '\(hiding)', which is nearer; write '.\(name)'"
    }
    if let other = matches.first { return "'\(name)' is not known here; did you mean '\(other)'?" }
    if let near = nearest(to: plain, among: types.keys) {
      return "'\(name)' is not known; did you mean '\(near)'?"
    }
    return "'\(name)' is not known"
  }

  /// The scope that has the first part of a name, and so hides others further out.
  private func hidingScope(of name: String, from scope: String) -> String? {
    let first = String(name.prefix { $0 != "." })
    var scope = scope
    while !scope.isEmpty {
      if let symbol = symbols.symbol("\(scope).\(first)", in: visible), symbol.isScope {
        return "\(scope).\(first)"
      }
      scope = lastDot(scope).map { String(scope.prefix($0)) } ?? ""
    }
    return nil
  }

  /// The last part of the name of a type that is spelled much like the name, if there is one.
  private func nearest(to name: String, among types: some Sequence<String>) -> String? {
    let lasts = types.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    return Spelling.nearest(
      to: name.split(separator: ".").last.map(String.init) ?? name, among: lasts)
  }
}
