/// Writes the fields of a message as text, a line each, for people to read.
public struct MessageDescription {
  private var lines: [String]
  private var indentation: String
  private let fields: FieldTable

  init(_ type: any Message.Type) {
    lines = ["\(type.protoMessageName):"]
    indentation = ""
    fields = type.protoFields
  }

  private init(_ fields: FieldTable, indentation: String) {
    lines = []
    self.indentation = indentation
    self.fields = fields
  }

  static let entryFields = FieldTable("1 key\n2 value\n")

  var text: String { lines.joined(separator: "\n") }

  private func name(_ number: UInt32) -> String { fields.name(of: Int(number)) ?? "\(number)" }

  /// Adds a field with a value of any type.
  public mutating func field<Value>(_ number: UInt32, _ value: Value) {
    switch value {
    case let message as any Message: nested(number, message)
    case let string as String: add(number, Self.quoted(string.utf8, isText: true))
    case let bytes as [UInt8]: add(number, Self.quoted(bytes, isText: false))
    case let value as any Enum: add(number, value.name ?? "\(value.rawValue)")
    default: add(number, "\(value)")
    }
  }

  /// Adds a field with a message in a box.
  public mutating func field<M: Message>(_ number: UInt32, _ box: Boxed<M>) {
    nested(number, box.value)
  }

  /// Adds a field for each of the values.
  public mutating func fields<Value>(_ number: UInt32, _ values: [Value]) {
    for value in values { field(number, value) }
  }

  /// Adds a field for each entry, in the order of the keys: false before true.
  public mutating func map<Key, Value>(_ number: UInt32, _ entries: [Key: Value]) {
    let name = name(number)
    for (key, value) in entries.sorted(by: { Self.isOrdered($0.key, $1.key) }) {
      var entry = MessageDescription(Self.entryFields, indentation: indentation + "  ")
      entry.field(1, key)
      entry.field(2, value)
      lines.append("\(indentation)\(name) {")
      lines += entry.lines
      lines.append("\(indentation)}")
    }
  }

  private static func isOrdered<Key>(_ left: Key, _ right: Key) -> Bool {
    func isLess<Value: Comparable>(_ left: Value) -> Bool {
      (right as? Value).map { left < $0 } ?? false
    }
    if let left = left as? any Comparable { return isLess(left) }
    return "\(left)" < "\(right)"
  }

  /// Adds what the type does not know.
  public mutating func unknown(_ fields: UnknownStorage) {
    if !fields.isEmpty {
      lines.append("\(indentation)# \(fields.data.count) bytes of unknown fields")
    }
  }

  private mutating func add(_ number: UInt32, _ value: String) {
    lines.append("\(indentation)\(name(number)): \(value)")
  }

  private mutating func nested(_ number: UInt32, _ message: any Message) {
    var inner = MessageDescription(
      type(of: message).protoFields, indentation: indentation + "  ")
    message.describe(to: &inner)
    lines.append("\(indentation)\(name(number)) {")
    lines += inner.lines
    lines.append("\(indentation)}")
  }

  private static func quoted(_ bytes: some Sequence<UInt8>, isText: Bool) -> String {
    var text: [UInt8] = [UInt8(ascii: "\"")]
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): text += Array("\\n".utf8)
      case 0x20...0x7e: text.append(byte)
      case 0x80... where isText: text.append(byte)
      default:
        let digits = String(byte, radix: 8)
        let padding = String(repeating: "0", count: 3 - digits.utf8.count)
        text += Array("\\\(padding)\(digits)".utf8)
      }
    }
    text.append(UInt8(ascii: "\""))
    return String(decoding: text, as: UTF8.self)
  }
}
