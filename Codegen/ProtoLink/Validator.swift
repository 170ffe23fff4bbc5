internal import MartletProtobuf
internal import ProtoSyntax

/// Checks what the grammar allows and protobuf does not.
struct Validator {
  private let node: FileNode
  private let file: Google_Protobuf_FileDescriptorProto
  private let diagnostics: Diagnostics
  private let isProto3: Bool

  init(
    _ node: FileNode, _ file: Google_Protobuf_FileDescriptorProto, _ diagnostics: Diagnostics
  ) {
    self.node = node
    self.file = file
    self.diagnostics = diagnostics
    isProto3 = file.syntax == "proto3"
  }

  func validate() {
    var imported: Set<String> = []
    for each in node.imports where !imported.insert(each.path).inserted {
      error("'\(each.path)' is imported twice", each.range)
    }
    let messages = MessageValidator(node.source, diagnostics, isProto3: isProto3)
    // Groups of extensions come behind, in both.
    for (message, descriptor) in zip(node.messages, file.messageType) {
      messages.validate(message, descriptor)
    }
    let enums = EnumValidator(node.source, diagnostics, isProto3: isProto3)
    for each in node.enums { enums.validate(each) }
    if isProto3 {
      for extend in node.extensions where !isOptions(extend.extendee.text) {
        error(
          "proto3 can extend only the options of descriptor.proto, for custom options",
          extend.extendee.range)
      }
    }
  }

  private func error(_ message: String, _ range: Range<Int>) {
    diagnostics.error(message, in: node.source, at: range)
  }

  private func isOptions(_ name: String) -> Bool {
    let last = name.split(separator: ".").last ?? ""
    return last.hasSuffix("Options")
  }
}

extension RangeNode {
  func contains(_ number: Int64) -> Bool { number >= start && number <= (end ?? .max) }

  func overlaps(_ other: RangeNode) -> Bool {
    contains(other.start) || other.contains(start)
  }
}

extension Diagnostics {
  /// Checks what is reserved, in a message or an enumeration.
  func validateReserved(
    _ ranges: [RangeNode], _ names: [Name], within bounds: ClosedRange<Int64>,
    in source: SourceFile
  ) {
    for (index, range) in ranges.enumerated() {
      validate(range, within: bounds, in: source)
      if let other = ranges[..<index].first(where: { $0.overlaps(range) }) {
        error(
          "the range has numbers that are reserved already, with \(other.start)", in: source,
          at: range.range)
      }
    }
    var seen: Set<String> = []
    for name in names where !seen.insert(name.text).inserted {
      error("the name '\(name.text)' is reserved already", in: source, at: name.range)
    }
  }

  /// Checks one range.
  func validate(_ range: RangeNode, within bounds: ClosedRange<Int64>, in source: SourceFile) {
    let end = range.end ?? bounds.upperBound
    if end < range.start {
      error("the range ends before it begins", in: source, at: range.range)
    } else if !bounds.contains(range.start) || !bounds.contains(end) {
      error(
        "the range must lie in \(bounds.lowerBound) to \(bounds.upperBound)", in: source,
        at: range.range)
    }
  }
}

extension [OptionNode] {
  /// Whether an option of protobuf's own is set to a word.
  func has(_ name: String, _ word: String) -> Bool {
    contains { option in
      guard option.plainName == name, case .identifier(word) = option.value else { return false }
      return true
    }
  }
}
