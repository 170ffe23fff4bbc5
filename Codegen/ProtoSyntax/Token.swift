/// A word of a `.proto` file.
struct Token {
  enum Kind {
    case identifier
    case integer(UInt64)
    /// A whole number that does not fit in 64 bits.
    case hugeInteger
    case float(Double)
    case string([UInt8])
    case symbol(UInt8)
    case end
  }

  let kind: Kind
  let range: Range<Int>
  /// The comments between the word before and this one.
  let comments: [Comment]

  func isSymbol(_ symbol: Unicode.Scalar) -> Bool {
    if case .symbol(let byte) = kind { byte == UInt8(ascii: symbol) } else { false }
  }
}

/// A comment, without its marks. Line comments that follow each other are one.
struct Comment {
  var text: String
  var firstLine: Int
  var lastLine: Int
  /// Whether a word stands before it on its first line.
  var followsWord: Bool
  var isBlock: Bool
}
