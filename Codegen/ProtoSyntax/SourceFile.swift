/// The text of a `.proto` file, and where its lines begin.
public final class SourceFile: Sendable {
  /// The name that diagnostics use.
  public let name: String
  /// The text, as bytes.
  public let bytes: [UInt8]

  static let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

  private let lineStarts: [Int]

  /// Creates a file of its text.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// A place in a file, counted from 0.
  public struct Position: Hashable, Sendable {
    /// The line.
    public let line: Int
    /// The column, in bytes, with tabs reaching to the next multiple of 8, as protoc counts.
    public let column: Int
  }

  /// The place of a byte.
  public func position(of offset: Int) -> Position {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    var column = 0
    for byte in bytes[lineStarts[low]..<min(max(offset, lineStarts[low]), bytes.count)] {
      column += byte == UInt8(ascii: "\t") ? 8 - column % 8 : 1
    }
    return Position(line: low, column: column)
  }

  /// The text of a line, without its end.
  public func text(ofLine line: Int) -> String {
    guard line < lineStarts.count else { return "" }
    let end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : bytes.count
    var text = bytes[lineStarts[line]..<max(end, lineStarts[line])]
    if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
    return String(decoding: text, as: UTF8.self)
  }
}
