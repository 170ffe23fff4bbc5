internal import MartletProtobuf

/// The comments of a file, by the path of what they stand at.
struct Comments {
  private var byPath: [[Int32]: Google_Protobuf_SourceCodeInfo.Location] = [:]

  init(_ file: Google_Protobuf_FileDescriptorProto) {
    for location in file.sourceCodeInfo.location {
      if location.hasLeadingComments || location.hasTrailingComments {
        byPath[location.path] = location
      }
    }
  }

  /// The comment before, and behind, what has this path, as lines of Swift documentation.
  func documentation(_ path: [Int32]) -> [String] {
    guard let location = byPath[path] else { return [] }
    let text =
      location.leadingComments.isEmpty ? location.trailingComments : location.leadingComments
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    while lines.first?.allSatisfy(\.isWhitespace) == true { lines.removeFirst() }
    return lines.map { line in
      let trimmed = String(line.reversed().drop(while: \.isWhitespace).reversed())
      if trimmed.isEmpty { return "///" }
      return trimmed.hasPrefix(" ") ? "///" + trimmed : "/// " + trimmed
    }
  }
}
