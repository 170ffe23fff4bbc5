/// What is wrong with text, or with a message that is to become text, and where.
struct FormatFailure: Error {
  let what: String
  /// The offset in bytes.
  let offset: Int
  /// Names of fields, outermost first, with indices and keys behind them in brackets.
  private(set) var path: [String] = []

  init(_ what: String, at offset: Int) {
    self.what = what
    self.offset = offset
  }

  /// Says that this is within a field, or within one of its elements or entries.
  mutating func enter(_ field: String, _ element: String? = nil) {
    path.insert(element.map { "\(field)[\($0)]" } ?? field, at: 0)
  }

  /// Says that this is within an element or entry of the field that will be said next.
  mutating func enter(element: String) { pendingElements = "[\(element)]" + pendingElements }

  private var pendingElements = ""

  /// Says the field.
  mutating func within(_ field: String) {
    path.insert(field + pendingElements, at: 0)
    pendingElements = ""
  }

  /// The type and the path, as errors begin.
  static func place(_ messageName: String, _ path: [String]) -> String {
    path.isEmpty ? messageName : "\(messageName).\(path.joined(separator: "."))"
  }
}

/// A place in a text, as people count: from 1.
struct TextPosition {
  let line: Int
  let column: Int

  init(_ offset: Int, in bytes: UnsafeRawBufferPointer) {
    let before = bytes[..<min(offset, bytes.count)]
    line = before.count { $0 == UInt8(ascii: "\n") } + 1
    column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")) ?? -1)
  }
}
