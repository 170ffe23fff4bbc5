/// Reads the fields of a message from JSON or the text format: a cursor over UTF-8.
///
/// Generated code drives it: it is told the number of the field whose value comes next.
public struct FormatReader {
  // Sound throughout: `position` and `end` stay within the bytes that the reader was made with,
  // each access is checked against `end` first, and a reader does not outlive the call that
  // borrowed the bytes.
  private(set) var position: UnsafeRawPointer
  private let end: UnsafeRawPointer
  private let start: UnsafeRawPointer

  let isJSON: Bool
  let json: JSONDecodingOptions
  let text: TextFormatDecodingOptions
  /// The extensions that are known.
  let extensions: (any ExtensionMap)?
  /// How many more messages, objects and arrays may be opened.
  var depth: Int
  /// Whether the field whose value comes next has come before.
  var isAgain = false
  /// Whether a colon stood between the name of the field and its value, in the text format.
  var hasColon = false
  /// What the field turns out to hold, if that is all that is to be found out.
  var shape: FieldShape?

  /// A reader that reads nothing, and notes what a field holds.
  static var probe: FormatReader {
    var reader = FormatReader(
      UnsafeRawBufferPointer(start: nil, count: 0), json: JSONDecodingOptions(), nil)
    reader.shape = .scalar
    return reader
  }

  /// A pointer for readers of no bytes, which is never followed.
  private static var nowhere: UnsafeRawPointer {
    UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped
  }

  init(
    _ bytes: UnsafeRawBufferPointer, json options: JSONDecodingOptions,
    _ known: (any ExtensionMap)?
  ) {
    start = bytes.baseAddress ?? Self.nowhere
    position = start
    end = start + bytes.count
    isJSON = true
    json = options
    text = TextFormatDecodingOptions()
    depth = options.messageDepthLimit
    extensions = known
  }

  init(
    _ bytes: UnsafeRawBufferPointer, text options: TextFormatDecodingOptions,
    _ known: (any ExtensionMap)?
  ) {
    start = bytes.baseAddress ?? Self.nowhere
    position = start
    end = start + bytes.count
    isJSON = false
    json = JSONDecodingOptions()
    text = options
    depth = options.messageDepthLimit
    extensions = known
  }

  func failure(_ what: String, at offset: Int? = nil) -> FormatFailure {
    FormatFailure(what, at: offset ?? self.offset)
  }

  // MARK: The cursor

  /// The offset of the next byte.
  var offset: Int {
    @inline(__always) get { position - start }
    set { position = start + min(max(newValue, 0), end - start) }
  }

  var isAtEnd: Bool { position >= end }

  /// The next byte; 0, which stands nowhere in what is read but in strings, at the end.
  var next: UInt8 {
    @inline(__always) get { position < end ? position.load(as: UInt8.self) : 0 }
  }

  /// The byte after the next.
  var afterNext: UInt8 {
    end - position > 1 ? position.load(fromByteOffset: 1, as: UInt8.self) : 0
  }

  /// What has not been read.
  var rest: UnsafeRawBufferPointer {
    @inline(__always) get { UnsafeRawBufferPointer(start: position, count: end - position) }
  }

  @inline(__always)
  mutating func skip(_ count: Int) { position += min(count, end - position) }

  /// The bytes from an offset to the next one.
  @inline(__always)
  func slice(from offset: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: start + offset, count: self.offset - offset)
  }

  /// Passes over a byte if it comes next.
  @inline(__always)
  mutating func takeByte(_ byte: UInt8) -> Bool {
    guard position < end, position.load(as: UInt8.self) == byte else { return false }
    position += 1
    return true
  }

  /// Passes over a word if it comes next.
  mutating func takeWord(_ word: StaticString) -> Bool {
    word.withUTF8Buffer { word in
      guard rest.count >= word.count else { return false }
      for (index, byte) in word.enumerated() where rest[index] != byte { return false }
      position += word.count
      return true
    }
  }

  /// Opens a message, an object or an array.
  @inline(__always)
  mutating func enter() throws {
    guard depth > 0 else { throw failure("messages are nested too deeply") }
    depth -= 1
  }

  @inline(__always)
  mutating func leave() { depth += 1 }

  /// The string that bytes are; `nil` if they are not UTF-8.
  static func unicode(_ bytes: UnsafeRawBufferPointer) -> String? {
    if bytes.isEmpty { return "" }
    guard let text = try? UTF8Span(validating: Span<UInt8>(_unsafeBytes: bytes)) else {
      return nil
    }
    return String(copying: text)
  }
}

/// Which fields of a message have come: a bit for each.
struct SeenFields {
  private var first: UInt64 = 0
  private var others: [UInt64] = []

  /// Notes that a field has come, and says whether it had before.
  @inline(__always)
  mutating func insert(_ index: Int) -> Bool {
    if index < 64 {
      let bit = UInt64(1) << index
      defer { first |= bit }
      return first & bit != 0
    }
    return insertOther(index - 64)
  }

  private mutating func insertOther(_ index: Int) -> Bool {
    while others.count <= index / 64 { others.append(0) }
    let bit = UInt64(1) << (index % 64)
    defer { others[index / 64] |= bit }
    return others[index / 64] & bit != 0
  }
}
