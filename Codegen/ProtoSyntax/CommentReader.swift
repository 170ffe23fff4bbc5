/// The comments between two words, shared out among the declarations that they may belong to.
struct CommentReader {
  /// The comment that belongs to what the first of the words ends or opens.
  private(set) var trailing: [UInt8]?
  /// The comment that belongs to what the second begins.
  private(set) var leading: [UInt8]?
  /// Those that belong to nothing.
  private(set) var detached: [[UInt8]] = []

  private let bytes: [UInt8]
  private var offset: Int
  private let end: Int
  private var line: Int32

  /// The comment that is being read: it is nobody's until it is clear what stands behind it.
  private var pending: [UInt8]?
  private var pendingIsLines = false
  private var count = 0
  /// Whether a comment may still belong to the word in front.
  private var mayTrail = true

  /// Reads the comments between two words.
  ///
  /// - Parameter previous: The word in front; `nil` at the start of the file.
  init(_ bytes: [UInt8], between previous: Token?, and next: Token) {
    self.bytes = bytes
    offset = previous?.end ?? (bytes.starts(with: SourceFile.byteOrderMark) ? 3 : 0)
    end = next.start
    line = previous?.line ?? -1
    guard offset < end, bytes[offset..<end].contains(UInt8(ascii: "/")) else { return }
    read(next, previousLine: line)
    leading = pending
    trailing = trailing?.isEmpty == true ? nil : trailing
    leading = leading?.isEmpty == true ? nil : leading
  }

  private mutating func read(_ next: Token, previousLine: Int32) {
    var trailingEnd: Int32 = -1
    if previousLine < 0 {
      mayTrail = false
      line = 0
    } else {
      skipBlanks()
      // A comment on the same line is the first word's, and no lines are added to it.
      switch commentStart {
      case .line:
        trailingEnd = line
        readLine()
        flush()
      case .block:
        readBlock()
        trailingEnd = line
        skipBlanks()
        flush()
      case nil:
        guard takeNewline() else { return }
      }
    }
    while offset < end {
      skipBlanks()
      switch commentStart {
      case .line: readLine()
      case .block:
        readBlock()
        skipBlanks()
        _ = takeNewline()
      case nil:
        if takeNewline() {
          flush()
          mayTrail = false
        } else if offset < end {
          offset += 1
        }
      }
    }
    // At the end of a scope there is nothing that a comment could lead.
    if next.kind == .end || next.isSymbol("}") || next.isSymbol("]") || next.isSymbol(")") {
      flush()
    }
    if next.kind != .end, previousLine == next.line || trailingEnd == next.line {
      detachIfAlone()
    }
  }

  // MARK: Sharing out

  /// Gives the comment away: it is not that of the second word.
  private mutating func flush() {
    guard let text = pending else { return }
    if mayTrail {
      trailing = (trailing ?? []) + text
      mayTrail = false
    } else {
      detached.append(text)
    }
    pending = nil
    count += 1
  }

  /// With both words on one line, it is not clear whose the only comment between them is.
  private mutating func detachIfAlone() {
    guard count + (pending == nil ? 0 : 1) == 1 else { return }
    if let text = trailing {
      detached.insert(text, at: 0)
      trailing = nil
    }
    flush()
  }

  // MARK: Reading

  private enum Start { case line, block }

  private var commentStart: Start? {
    guard offset + 1 < end, bytes[offset] == UInt8(ascii: "/") else { return nil }
    switch bytes[offset + 1] {
    case UInt8(ascii: "/"): return .line
    case UInt8(ascii: "*"): return .block
    default: return nil
    }
  }

  private mutating func skipBlanks() {
    while offset < end, bytes[offset].isBlank { offset += 1 }
  }

  private mutating func takeNewline() -> Bool {
    guard offset < end, bytes[offset].isNewline else { return false }
    offset += 1
    line += 1
    return true
  }

  /// Reads a comment that ends with its line. Those that follow each other are one.
  private mutating func readLine() {
    if !pendingIsLines { flush() }
    pendingIsLines = true
    offset += 2
    let start = offset
    while offset < end, !bytes[offset].isNewline { offset += 1 }
    _ = takeNewline()
    if pending == nil { pending = [] }
    pending?.append(contentsOf: bytes[start..<offset])
  }

  private mutating func readBlock() {
    flush()
    pendingIsLines = false
    offset += 2
    var text: [UInt8] = []
    while offset < end {
      let byte = bytes[offset]
      if byte == UInt8(ascii: "*"), offset + 1 < end, bytes[offset + 1] == UInt8(ascii: "/") {
        offset += 2
        break
      }
      text.append(byte)
      offset += 1
      guard byte.isNewline else { continue }
      line += 1
      // The column of stars that many write down the left side is not part of the text.
      skipBlanks()
      guard offset < end, bytes[offset] == UInt8(ascii: "*") else { continue }
      if offset + 1 < end, bytes[offset + 1] == UInt8(ascii: "/") { continue }
      offset += 1
    }
    pending = text
  }
}
