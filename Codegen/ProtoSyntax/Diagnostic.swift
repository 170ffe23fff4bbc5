/// Something wrong, or doubtful, in a `.proto` file: where, what, and what to do about it.
public struct Diagnostic: Error, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// Nothing can be made of the file.
    case error
    /// The file can be used, but is likely not meant as it stands.
    case warning
  }

  /// How bad it is.
  public let severity: Severity
  /// What is wrong, and how to mend it.
  public let message: String
  /// The file.
  public let file: SourceFile
  /// The bytes that it is about.
  public let range: Range<Int>

  /// Creates a diagnostic.
  public init(_ severity: Severity, _ message: String, in file: SourceFile, at range: Range<Int>) {
    self.severity = severity
    self.message = message
    self.file = file
    self.range = range
  }
}

extension Diagnostic {
  fileprivate func isSame(as other: Diagnostic) -> Bool {
    file === other.file && range == other.range && message == other.message
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: error: …`, the line itself, and a caret under the place; of what is about a
  /// file as a whole, `file: error: …`.
  public var description: String {
    if file.bytes.isEmpty, range.isEmpty { return "\(file.name): \(severity): \(message)" }
    let position = file.position(of: range.lowerBound)
    let line = file.text(ofLine: position.line)
    // Tabs are kept, so that the caret stands under its place however wide they are shown.
    let before = line.utf8.prefix(byteColumn)
    let lead = String(decoding: before, as: UTF8.self).map { $0 == "\t" ? "\t" : " " }
    let marked = line.utf8.dropFirst(byteColumn).prefix(range.count)
    let width = max(1, String(decoding: marked, as: UTF8.self).count)
    let marks = "^" + String(repeating: "~", count: width - 1)
    return """
      \(file.name):\(position.line + 1):\(byteColumn + 1): \(severity): \(message)
      \(line)
      \(lead.joined())\(marks)
      """
  }

  private var byteColumn: Int {
    var start = min(range.lowerBound, file.bytes.count)
    while start > 0, file.bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return min(range.lowerBound, file.bytes.count) - start
  }
}

/// Collects what is wrong, so that one run tells all of it.
public final class Diagnostics {
  /// What has been collected.
  public private(set) var all: [Diagnostic] = []

  /// Errors to collect before the rest is dropped: more help nobody.
  private static let maximumCount = 100

  /// Creates an empty collection.
  public init() {}

  /// Whether there is an error.
  public var hasErrors: Bool { all.contains { $0.severity == .error } }

  /// Whether more would be dropped.
  package var isFull: Bool { all.count >= Self.maximumCount }

  /// Adds an error.
  public func error(_ message: String, in file: SourceFile, at range: Range<Int>) {
    add(Diagnostic(.error, message, in: file, at: range))
  }

  /// Adds a warning.
  public func warning(_ message: String, in file: SourceFile, at range: Range<Int>) {
    add(Diagnostic(.warning, message, in: file, at: range))
  }

  /// Puts what is said about each file into the order of its text.
  package func sort() {
    var order: [String: Int] = [:]
    for diagnostic in all where order[diagnostic.file.name] == nil {
      order[diagnostic.file.name] = order.count
    }
    all = all.enumerated().sorted { left, right in
      let (leftFile, rightFile) = (
        order[left.element.file.name, default: 0], order[right.element.file.name, default: 0]
      )
      if leftFile != rightFile { return leftFile < rightFile }
      let (leftStart, rightStart) = (left.element.range.lowerBound, right.element.range.lowerBound)
      return leftStart != rightStart ? leftStart < rightStart : left.offset < right.offset
    }.map(\.element)
    // What is wrong with several declarations at one place is said once.
    var last: Diagnostic?
    all = all.filter { diagnostic in
      defer { last = diagnostic }
      return last.map { !$0.isSame(as: diagnostic) } ?? true
    }
  }

  private func add(_ diagnostic: Diagnostic) {
    if all.count < Self.maximumCount { all.append(diagnostic) }
  }
}
