// Messages and maps in the text format.
extension FormatReader {
  /// Reads fields up to a closing bracket, or to the end.
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func textFields<M: Message>(_ message: inout M, until closing: UInt8?) throws {
    let names = M.protoFields.names
    var seen = SeenFields()
    while try !isAtEnd(of: closing) {
      guard let index = try textField(of: &message, names) else { continue }
      let entry = names.entries[index]
      isAgain = seen.insert(index)
      do {
        try message.read(UInt32(truncatingIfNeeded: entry.number), from: &self)
      } catch {
        throw Self.within(error, names.string(entry.name))
      }
      takeSeparator()
    }
  }

  /// Whether a message ends here, whose closing bracket is passed over.
  mutating func isAtEnd(of closing: UInt8?) throws -> Bool {
    skipSpace()
    guard let closing else { return isAtEnd }
    if isAtEnd { throw failure("'\(Character(Unicode.Scalar(closing)))' was expected") }
    return takeByte(closing)
  }

  /// Passes over what may stand between fields.
  mutating func takeSeparator() {
    skipSpace()
    if !takeByte(UInt8(ascii: ",")) { _ = takeByte(UInt8(ascii: ";")) }
  }

  /// Reads a name and finds its field; `nil` if it is of none, and has been passed over.
  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func textField<M: Message>(
    of message: inout M, _ names: FieldNames
  ) throws -> Int? {
    let start = offset
    if next == UInt8(ascii: "[") {
      try textExtension(of: &message)
      return nil
    }
    let name = try identifier()
    if let index = names.index(of: name, .text) ?? names.index(of: name, .declared) {
      takeColon()
      return index
    }
    guard names.isReserved(name) || text.ignoreUnknownFields else {
      let name = String(decoding: name, as: UTF8.self)
      throw failure("\(M.protoMessageName) has no field '\(name)'", at: start)
    }
    takeColon()
    try skipTextValue()
    takeSeparator()
    return nil
  }

  /// Reads an extension by its name in brackets.
  @_semantics("optimize.sil.specialize.generic.never")
  private mutating func textExtension<M: Message>(of message: inout M) throws {
    let start = offset
    let name = try bracketedName()
    takeColon()
    if try !message.readExtension(name, from: &self) {
      guard text.ignoreUnknownExtensionFields || text.ignoreUnknownFields else {
        throw failure("\(M.protoMessageName) has no field '\(name)'", at: start)
      }
      try skipTextValue()
    }
    takeSeparator()
  }

  mutating func takeColon() {
    skipSpace()
    hasColon = takeByte(UInt8(ascii: ":"))
    skipSpace()
  }

  // MARK: Names

  static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }

  static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  mutating func identifier() throws -> UnsafeRawBufferPointer {
    guard Self.isLetter(next) else { throw failure("a name was expected") }
    let start = offset
    while Self.isLetter(next) || Self.isDigit(next) { skip(1) }
    return slice(from: start)
  }

  /// The name of an extension, or the URL of a type, in brackets, which are passed over, as are
  /// spaces and comments within.
  mutating func bracketedName() throws -> String {
    let start = offset
    skip(1)
    skipSpace()
    var name: [UInt8] = []
    while !takeByte(UInt8(ascii: "]")) {
      let part = offset
      while Self.isLetter(next) || Self.isDigit(next) || "-.~!$&()*+,;=%/".utf8.contains(next) {
        skip(1)
      }
      guard offset > part else { throw failure("']' was expected") }
      name += slice(from: part)
      skipSpace()
    }
    guard !name.isEmpty, Self.hasWholeEscapes(name) else {
      throw failure("the name of an extension or the URL of a type was expected", at: start)
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// Whether two hexadecimal digits follow each `%` of a URL.
  private static func hasWholeEscapes(_ url: [UInt8]) -> Bool {
    url.indices.allSatisfy { index in
      url[index] != UInt8(ascii: "%")
        || (url.count - index > 2 && digit(url[index + 1]) != nil && digit(url[index + 2]) != nil)
    }
  }

  // MARK: Messages

  /// Reads a message in braces or angle brackets.
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func textMessage<M: Message>(_ message: inout M) throws {
    let closing = try openBracket()
    try enter()
    try message.readText(from: &self, until: closing)
    leave()
  }

  private mutating func openBracket() throws -> UInt8 {
    skipSpace()
    if takeByte(UInt8(ascii: "{")) { return UInt8(ascii: "}") }
    if takeByte(UInt8(ascii: "<")) { return UInt8(ascii: ">") }
    throw failure("a message in braces was expected")
  }

  // MARK: Lists and maps

  /// Opens a list in brackets; `false` if there is one value only.
  mutating func beginTextElements() throws -> Bool { takeByte(UInt8(ascii: "[")) }

  /// Reads an entry of a map, or a list of them; the last of several with a key remains.
  @usableFromInline
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func textMap<Key: FieldReading, Value: FieldReading>(
    _ map: inout [Key.Value: Value.Value], _ key: Key.Type, _ value: Value.Type
  ) throws where Key.Value: Hashable {
    var elements = try beginElements()
    while try nextElement(&elements, takesNull: true) {
      let closing = try openBracket()
      try enter()
      var (entryKey, entryValue) = (Key.initial, Value.initial)
      while try !isAtEnd(of: closing) {
        let start = offset
        let name = String(decoding: try identifier(), as: UTF8.self)
        takeColon()
        do {
          switch name {
          case "key": entryKey = try Key.parseKey(&self) ?? entryKey
          case "value": entryValue = try Value.parse(&self) ?? entryValue
          default: throw failure("an entry of a map has no field '\(name)'", at: start)
          }
        } catch {
          throw Self.within(error, name)
        }
        takeSeparator()
      }
      leave()
      map[entryKey] = entryValue
    }
  }

  // MARK: What is passed over

  /// Passes over a value of any kind.
  mutating func skipTextValue() throws {
    skipSpace()
    switch next {
    case UInt8(ascii: "{"), UInt8(ascii: "<"):
      let closing = try openBracket()
      try enter()
      while try !isAtEnd(of: closing) {
        if next == UInt8(ascii: "[") { _ = try bracketedName() } else { _ = try identifier() }
        takeColon()
        try skipTextValue()
        takeSeparator()
      }
      leave()
    case UInt8(ascii: "["):
      try enter()
      let isBehindColon = hasColon
      var elements = try beginElements()
      while try nextElement(&elements, takesNull: true) {
        hasColon = isBehindColon
        try skipTextValue()
      }
      leave()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      guard hasColon else { throw failure("':' was expected") }
      _ = try quotedBytes()
    default:
      guard hasColon else { throw failure("':' was expected") }
      _ = takeByte(UInt8(ascii: "-"))
      skipSpace()
      guard !literal().isEmpty else { throw failure("a value was expected") }
    }
  }
}
