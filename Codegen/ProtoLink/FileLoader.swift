internal import ProtoSyntax

/// Reads files and everything that they import.
struct FileLoader {
  private let reader: any SourceReader
  private let diagnostics: Diagnostics
  /// The files by name.
  private(set) var nodes: [String: FileNode] = [:]
  /// The names of the files, imports first.
  private(set) var order: [String] = []
  /// The files of which an import is missing.
  private(set) var incomplete: Set<String> = []
  private var inProgress: [String] = []

  init(_ reader: any SourceReader, _ diagnostics: Diagnostics) {
    self.reader = reader
    self.diagnostics = diagnostics
  }

  /// Loads a file that somebody has asked for.
  mutating func load(_ name: String) {
    load(name, at: 0..<0, of: SourceFile(name: name, bytes: []), importedBy: nil)
  }

  private mutating func load(
    _ name: String, at range: Range<Int>, of source: SourceFile, importedBy importer: String?
  ) {
    if inProgress.contains(name) {
      let cycle = (inProgress.drop { $0 != name } + [name]).joined(separator: " → ")
      diagnostics.error("files import each other: \(cycle)", in: source, at: range)
      return
    }
    guard nodes[name] == nil else { return }
    if let importer, let explanation = Self.explanation(of: name) {
      diagnostics.error(explanation, in: source, at: range)
      incomplete.insert(importer)
      return
    }
    guard let file = reader.read(name) else {
      let places = reader.searchedPlaces.map { "'\($0)'" }.joined(separator: ", ")
      diagnostics.error(
        "'\(name)' is not found in \(places); add its folder with --proto-path", in: source,
        at: range)
      if let importer { incomplete.insert(importer) }
      return
    }
    let node = Parser.parse(file, diagnostics)
    nodes[name] = node
    inProgress.append(name)
    for each in node.imports {
      load(each.path, at: each.range, of: file, importedBy: name)
    }
    inProgress.removeLast()
    order.append(name)
  }

  /// What is wrong with the name of an import, whichever files there are; `nil` if nothing is.
  private static func explanation(of name: String) -> String? {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    // A slash at either end makes it a file that is not found.
    let inner = parts.dropFirst(parts.first == "" ? 1 : 0).dropLast(parts.last == "" ? 1 : 0)
    if inner.contains("..") {
      return "'\(name)' has '..' in it; name the file from a folder of --proto-path"
    }
    guard inner.contains("") || inner.contains(".") else { return nil }
    let plain = parts.filter { $0 != "" && $0 != "." }.joined(separator: "/")
    return "one file has one name: write '\(plain)', not '\(name)'"
  }

  /// The files whose types a file may name: itself, its imports, and what those import publicly.
  func visibleFiles(from name: String) -> [String] {
    var visible = [name]
    var seen: Set<String> = [name]
    var rest = nodes[name]?.imports.map(\.path) ?? []
    while let next = rest.popLast() {
      guard seen.insert(next).inserted else { continue }
      visible.append(next)
      rest += nodes[next]?.imports.filter { $0.kind == .public }.map(\.path) ?? []
    }
    return visible
  }
}
