/// A word of a `.proto` file: what kind, and where it stands. Its text is taken from the file only
/// when somebody wants it.
public struct Token: Sendable {
  /// What a word is.
  package enum Kind: UInt8, Sendable {
    case identifier, integer, float, string, symbol, end
  }

  package let kind: Kind
  /// The character, if it is a symbol.
  package let symbol: UInt8
  private let first: Int32
  private let behind: Int32
  /// The line and the columns, counted from 0, as `SourceCodeInfo` has them.
  package let line: Int32
  package let column: Int32
  package let endColumn: Int32

  init(
    _ kind: Kind, symbol: UInt8 = 0, range: Range<Int>, line: Int, column: Int, endColumn: Int
  ) {
    self.kind = kind
    self.symbol = symbol
    first = Int32(truncatingIfNeeded: range.lowerBound)
    behind = Int32(truncatingIfNeeded: range.upperBound)
    self.line = Int32(truncatingIfNeeded: line)
    self.column = Int32(truncatingIfNeeded: column)
    self.endColumn = Int32(truncatingIfNeeded: endColumn)
  }

  package var start: Int { Int(first) }
  package var end: Int { Int(behind) }
  package var range: Range<Int> { Int(first)..<Int(behind) }

  package func isSymbol(_ symbol: Unicode.Scalar) -> Bool {
    kind == .symbol && self.symbol == UInt8(ascii: symbol)
  }
}
