internal import MartletProtobuf
internal import ProtoSyntax

/// What the validators of one file share.
struct Checks {
  let file: LinkedFile
  let scope: FileScope
  let schema: Schema

  var isProto3: Bool { file.isProto3 }

  func error(_ message: String, _ range: Range<Int>) { scope.error(message, range) }

  func warning(_ message: String, _ range: Range<Int>) {
    scope.diagnostics.warning(message, in: scope.source, at: range)
  }

  /// Checks what is reserved, in a message or an enumeration.
  func validate(
    _ reserved: ReservedNode, within bounds: ClosedRange<Int64>, max: Int64
  ) {
    for (index, range) in reserved.ranges.enumerated() {
      validate(range, within: bounds, max: max)
      if let other = reserved.ranges[..<index].first(where: { $0.overlaps(range) }) {
        error(
          "the range has numbers that are reserved already, with \(other.start)", range.range)
      }
    }
    var seen: Set<String> = []
    for name in reserved.names {
      if !seen.insert(name.text).inserted {
        error("the name '\(name.text)' is reserved already", name.range)
      }
      if !name.text.isIdentifier {
        warning("'\(name.text)' cannot be a name, and need not be reserved", name.range)
      }
    }
    if file.isEdition, let range = reserved.quotedName {
      error("editions reserve names without quotes", range)
    } else if !file.isEdition, let range = reserved.bareName {
      error("names are reserved as strings, in quotes", range)
    }
  }

  /// Checks one range.
  func validate(_ range: RangeNode, within bounds: ClosedRange<Int64>, max: Int64) {
    let end = range.end ?? max
    if end < range.start {
      error("the range ends before it begins", range.range)
    } else if !bounds.contains(range.start) || !bounds.contains(end) {
      error("the range must lie in \(bounds.lowerBound) to \(bounds.upperBound)", range.range)
    }
  }
}

extension RangeNode {
  func contains(_ number: Int64) -> Bool { number >= start && number <= (end ?? .max) }

  func overlaps(_ other: RangeNode) -> Bool {
    contains(other.start) || other.contains(start)
  }
}

extension String {
  /// Whether the grammar has it for a name.
  fileprivate var isIdentifier: Bool {
    guard let first = utf8.first, first | 0x20 >= 97 && first | 0x20 <= 122 || first == 95 else {
      return false
    }
    return utf8.allSatisfy { byte in
      byte | 0x20 >= 97 && byte | 0x20 <= 122 || byte == 95 || byte >= 48 && byte <= 57
    }
  }
}
