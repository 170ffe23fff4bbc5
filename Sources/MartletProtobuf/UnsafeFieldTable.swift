/// The numbers and names of a message's fields, kept as one constant: a table of values would cost
/// every program that links a message, and only errors and descriptions look.
public struct FieldTable: Sendable {
  private let text: StaticString

  /// Creates a table from text such as `1 name\n2 id\n`.
  public init(_ text: StaticString) { self.text = text }

  /// The name of a field, or of an enumeration's value; `nil` if the type has none of this number.
  public func name(of number: Int) -> String? {
    entry { candidate, _ in candidate == number }?.name
  }

  /// The number of a field, or of an enumeration's value; `nil` if the type has none of this name.
  public func number(of name: String) -> Int? {
    entry { _, candidate in candidate.elementsEqual(name.utf8) }?.number
  }

  /// The first entry that a condition is true for.
  private func entry(
    where isWanted: (Int, Slice<UnsafeBufferPointer<UInt8>>) -> Bool
  ) -> (number: Int, name: String)? {
    // Sound: the bytes are a constant of the program; slices of them do not leave this function.
    text.withUTF8Buffer { bytes in
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        guard let space = line.firstIndex(of: UInt8(ascii: " ")) else { continue }
        let name = line[(space + 1)...]
        let isNegative = line.first == UInt8(ascii: "-")
        var value = 0
        for digit in line[..<space].dropFirst(isNegative ? 1 : 0) {
          value = value &* 10 &+ Int(digit &- UInt8(ascii: "0"))
        }
        if isNegative { value = -value }
        if isWanted(value, name) { return (value, String(decoding: name, as: UTF8.self)) }
      }
      return nil
    }
  }
}
