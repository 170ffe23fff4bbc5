/// The numbers and names of a message's fields, or of an enumeration's values.
///
/// Generated code keeps one for each type as a `static let` of text, a line each, which costs
/// nothing until somebody looks: errors, JSON, and the text format.
public struct FieldTable: Sendable {
  let names: FieldNames

  /// Creates a table from text such as `1 name\n2 user_id userID\n`: a number, the name of the
  /// declaration, the name in JSON if it is not the first one in lower camel case, and the name in
  /// the text format if it is not the first one. A name behind `-` is reserved.
  public init(_ text: StaticString) {
    // Sound: the bytes are a constant of the program, and are copied before the closure returns.
    names = text.withUTF8Buffer { FieldNames(lines: UnsafeRawBufferPointer($0)) }
  }

  /// The name of a field, or of an enumeration's value; `nil` if the type has none of this number.
  public func name(of number: Int) -> String? {
    names.index(of: number).map { names.string(names.entries[$0].name) }
  }

  /// The number of a field, or of an enumeration's value; `nil` if the type has none of this name.
  public func number(of name: String) -> Int? {
    var name = name
    // Sound: the bytes are lent only for the call.
    let index = name.withUTF8 { names.index(of: UnsafeRawBufferPointer($0), .declared) }
    return index.map { names.entries[$0].number }
  }
}

/// What a ``FieldTable`` makes of its text, for names to be found by number and numbers by name.
final class FieldNames: Sendable {
  /// Where a name stands among the bytes.
  struct Name: Sendable {
    let start: Int32
    let count: Int32
  }

  struct Entry: Sendable {
    let number: Int
    let name: Name
    /// The name in JSON with its quotes and a colon, as it stands in compact JSON.
    let jsonKey: Name
    let text: Name
  }

  /// The entries, in the order of their numbers.
  let entries: [Entry]
  private let bytes: [UInt8]
  /// The names that fields had once, or never may have.
  private let reserved: [Name]
  /// Where to begin looking for a name: the place of its hash holds its entry's index, or one of
  /// the places after it does.
  private let slots: [Int32]

  init(lines: UnsafeRawBufferPointer) {
    var builder = FieldNamesBuilder()
    for line in lines.split(separator: UInt8(ascii: "\n")) { builder.add(line) }
    let built = builder.build()
    entries = built.entries
    bytes = built.bytes
    reserved = builder.reserved
    slots = built.slots
  }

  func string(_ name: Name) -> String {
    withBytes(of: name) { String(decoding: $0, as: UTF8.self) }
  }

  /// Lends the bytes of a name.
  @inline(__always)
  func withBytes<Result>(
    of name: Name, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    // Sound: names lie within the bytes, and the slice is lent only for the call.
    try bytes.withUnsafeBytes {
      try body(
        UnsafeRawBufferPointer(
          rebasing: $0[Int(name.start)..<Int(name.start) + Int(name.count)]))
    }
  }

  /// The index of the entry with a number; of several, of the one that was declared first.
  func index(of number: Int) -> Int? {
    // Most types have numbers without gaps.
    guard let first = entries.first else { return nil }
    let guess = number &- first.number
    if guess >= 0, guess < entries.count, entries[guess].number == number {
      if guess == 0 || entries[guess - 1].number != number { return guess }
    }
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].number == number ? low : nil
  }

  /// Whether a name is of no field, but reserved.
  func isReserved(_ name: UnsafeRawBufferPointer) -> Bool {
    reserved.contains { isEqual($0, name) }
  }

  /// What a name is one of.
  enum Kind {
    /// JSON's name or the declaration's.
    case json
    /// The declaration's name.
    case declared
    /// The text format's name.
    case text
  }

  /// The index of the entry with a name.
  func index(of name: UnsafeRawBufferPointer, _ kind: Kind) -> Int? {
    let mask = slots.count - 1
    var slot = Self.hash(name) & mask
    while case let index = Int(slots[slot]), index >= 0 {
      let entry = entries[index]
      let isFound =
        switch kind {
        case .json: isJSONKey(entry, name) || isEqual(entry.name, name)
        case .declared: isEqual(entry.name, name)
        case .text: isEqual(entry.text, name)
        }
      if isFound { return index }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Whether the quoted name with its colon is what stands at the beginning of the bytes.
  @inline(__always)
  func isNext(_ index: Int, _ input: UnsafeRawBufferPointer) -> Bool {
    guard index < entries.count else { return false }
    let key = entries[index].jsonKey
    guard input.count >= Int(key.count) else { return false }
    return withBytes(of: key) { key in
      Self.isEqual(key, UnsafeRawBufferPointer(rebasing: input[..<key.count]))
    }
  }

  private func isJSONKey(_ entry: Entry, _ name: UnsafeRawBufferPointer) -> Bool {
    let inner = Name(start: entry.jsonKey.start + 1, count: entry.jsonKey.count - 3)
    return isEqual(inner, name)
  }

  private func isEqual(_ name: Name, _ other: UnsafeRawBufferPointer) -> Bool {
    Int(name.count) == other.count && withBytes(of: name) { Self.isEqual($0, other) }
  }

  /// Whether bytes of the same number are the same, eight at a time.
  @inline(__always)
  private static func isEqual(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    // Sound: both have `count` bytes, and each load ends at or before the last.
    var offset = 0
    while offset + 8 <= left.count {
      let (one, other) = (
        left.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
        right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      )
      if one != other { return false }
      offset += 8
    }
    while offset < left.count {
      if left[offset] != right[offset] { return false }
      offset += 1
    }
    return true
  }

  static func hash(_ name: UnsafeRawBufferPointer) -> Int {
    var hash = UInt64(truncatingIfNeeded: name.count) &* 0x9e37_79b9_7f4a_7c15
    var offset = 0
    while offset + 8 <= name.count {
      hash = mix(hash, name.loadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian)
      offset += 8
    }
    var rest: UInt64 = 0
    while offset < name.count {
      rest = rest << 8 | UInt64(name[offset])
      offset += 1
    }
    hash = mix(hash, rest)
    return Int(truncatingIfNeeded: hash >> 33)
  }

  @inline(__always)
  private static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (hash ^ word) &* 0xff51_afd7_ed55_8ccd
    return mixed ^ (mixed >> 29)
  }
}
