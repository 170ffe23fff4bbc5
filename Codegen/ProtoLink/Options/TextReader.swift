internal import MartletProtobuf
internal import ProtoSyntax

/// Reads messages in text format, as options have them between braces.
struct TextReader {
  /// What is thrown to leave a message that cannot be read; it has been reported.
  struct Unreadable: Error {}

  let scope: FileScope
  let schema: Schema
  let tokens: [Token]
  private var index = 0
  private var depth = 0

  /// Messages within messages that are read; more would only exhaust the stack.
  private static let maximumDepth = 100

  /// - Parameter tokens: The message's words, up to and with its closing brace.
  init(_ tokens: [Token], _ scope: FileScope, _ schema: Schema) {
    self.scope = scope
    // As in text format, a comment; since protoc reads all on one line, all the rest is of it.
    if let comment = tokens.firstIndex(where: { $0.isSymbol("#") }), let brace = tokens.last {
      let range = tokens[comment].start..<tokens[comment].end
      scope.diagnostics.warning(
        "'#' turns all up to the closing brace into a comment; write '//' for one line",
        in: scope.source, at: range)
      self.tokens = tokens[..<comment] + [brace]
    } else {
      self.tokens = tokens
    }
    self.schema = schema
  }

  /// Reads a message of a type; `nil` if something is wrong, which has been reported.
  static func read(
    _ tokens: [Token], _ type: MessageSchema, _ scope: FileScope, _ schema: Schema
  ) -> MessageValue? {
    var reader = TextReader(tokens, scope, schema)
    return try? reader.readFields(of: type, until: "}")
  }

  // MARK: Words

  private var token: Token { tokens[min(index, tokens.count - 1)] }

  private func text(_ token: Token) -> String {
    String(decoding: scope.source.bytes[token.range], as: UTF8.self)
  }

  private mutating func take(_ symbol: Unicode.Scalar) -> Bool {
    // The last word is the closing brace, which ends every list too.
    guard token.isSymbol(symbol) else { return false }
    index += 1
    return true
  }

  private func fail(_ message: String, _ range: Range<Int>? = nil) -> Unreadable {
    scope.error(message, range ?? token.range)
    return Unreadable()
  }

  private func failExpecting(_ what: String) -> Unreadable {
    fail("expected \(what), found '\(text(token))'")
  }

  private mutating func expect(_ symbol: Unicode.Scalar) throws {
    guard take(symbol) else { throw failExpecting("'\(symbol)'") }
  }

  private mutating func expectWord(_ what: String) throws -> String {
    guard token.kind == .identifier else { throw failExpecting(what) }
    defer { index += 1 }
    return text(token)
  }

  // MARK: Messages

  private mutating func readFields(
    of type: MessageSchema, until end: Unicode.Scalar
  ) throws -> MessageValue {
    var message = MessageValue(type)
    while !take(end) {
      guard index < tokens.count else { throw failExpecting("'\(end)'") }
      try readField(into: &message)
      _ = take(";") || take(",")
    }
    return message
  }

  private mutating func readField(into message: inout MessageValue) throws {
    let start = token
    let field: FieldSchema
    if take("[") {
      if message.type.name == "google.protobuf.Any" {
        try readAny(into: &message, from: start)
        return
      }
      field = try readExtensionName(of: message.type)
    } else {
      let name = try expectWord("the name of a field")
      guard let found = Self.field(name, of: message.type, schema) else {
        if message.type.reservedNames.contains(name) {
          try skipValue()
          return
        }
        throw failUnknown(name, of: message.type, start.range)
      }
      field = found
    }
    try checkIsFree(field, in: message, start.range)
    if !take(":"), !field.isMessage { throw failExpecting("':'") }
    guard field.isRepeated, take("[") else {
      message.add(try readValue(of: field), to: field)
      return
    }
    if take("]") { return }
    repeat {
      message.add(try readValue(of: field), to: field)
    } while take(",")
    try expect("]")
  }

  /// The field with a name. Groups go by the names of their messages.
  private static func field(
    _ name: String, of type: MessageSchema, _ schema: Schema
  ) -> FieldSchema? {
    if let field = type.field(name) { return field }
    guard let field = type.field(name.lowercased()), field.type == .group,
      field.typeName.hasSuffix(".\(name)") || field.typeName == name
    else { return nil }
    return field
  }

  private func failUnknown(
    _ name: String, of type: MessageSchema, _ range: Range<Int>
  ) -> Unreadable {
    let near = Spelling.nearest(to: name, among: type.fields.map(\.name))
    let hint = near.map { "; did you mean '\($0)'?" } ?? ""
    return fail("'\(type.name)' has no field '\(name)'\(hint)", range)
  }

  private func checkIsFree(
    _ field: FieldSchema, in message: MessageValue, _ range: Range<Int>
  ) throws {
    if field.isRepeated { return }
    if message.has(field) { throw fail("'\(field.name)' is set twice", range) }
    if let oneof = field.oneof, !field.isExtension, let other = message.field(ofOneof: oneof) {
      throw fail(
        "'\(field.name)' and '\(other.name)' are of one oneof: only one of them can be set", range)
    }
  }

  private mutating func readValue(of field: FieldSchema) throws -> MessageValue.Value {
    if field.isMessage {
      guard let type = schema.message(field.typeName) else { throw Unreadable() }
      return .message(try readMessage(of: type))
    }
    let start = token
    let value = try readScalar()
    if field.type == .float || field.type == .double, tokens[index - 1].kind == .integer,
      tokens[index - 1].end > tokens[index - 1].start + 1,
      text(tokens[index - 1]).hasPrefix("0")
    {
      throw fail("'\(field.name)' takes a decimal number", start.range)
    }
    do {
      return .scalar(try ScalarValue(schema: schema, isText: true).of(value, field))
    } catch {
      throw fail("'\(field.name)' takes \(error.expectation)", start.range)
    }
  }

  private mutating func readMessage(of type: MessageSchema) throws -> MessageValue {
    try deepen()
    defer { depth -= 1 }
    if take("<") { return try readFields(of: type, until: ">") }
    guard take("{") else { throw failExpecting("'{' and a message") }
    return try readFields(of: type, until: "}")
  }

  private mutating func deepen() throws {
    guard depth < Self.maximumDepth else {
      throw fail("messages are nested more than \(Self.maximumDepth) deep")
    }
    depth += 1
  }

  private mutating func readScalar() throws -> OptionNode.Value {
    let isNegative = take("-")
    let word = token
    let bytes = scope.source.bytes[word.range]
    switch word.kind {
    case .identifier:
      index += 1
      guard isNegative else { return .identifier(text(word)) }
      switch text(word).lowercased() {
      case "inf", "infinity": return .float(-.infinity)
      case "nan": return .float(.nan)
      default: throw fail("only a number can be negative", word.range)
      }
    case .integer:
      index += 1
      guard let number = Literal.integer(bytes) else {
        return .float(isNegative ? -Literal.float(bytes) : Literal.float(bytes))
      }
      if !isNegative { return .positive(number) }
      guard number <= UInt64(Int64.max) + 1 else { return .float(-Double(number)) }
      return .negative(Int64(truncatingIfNeeded: 0 &- number))
    case .float:
      index += 1
      return .float(isNegative ? -Literal.float(bytes) : Literal.float(bytes))
    case .string where !isNegative:
      var value: [UInt8] = []
      while index < tokens.count, token.kind == .string {
        value += Literal.string(scope.source.bytes[token.range])
        index += 1
      }
      return .string(value)
    default: throw failExpecting("a value")
    }
  }

  // MARK: Names in brackets

  /// Reads the name of an extension, up to the closing bracket.
  private mutating func readExtensionName(of type: MessageSchema) throws -> FieldSchema {
    let start = token
    var name = try expectWord("the name of an extension")
    while take(".") { name += "." + (try expectWord("a name behind the dot")) }
    let range = start.start..<tokens[index - 1].end
    try expect("]")
    let from = type.name.dropLastPart
    if let found = scope.find(name, from: from, .anything) {
      if found.kind == .extension, let field = schema.extension(found.name),
        field.containerName == type.name
      {
        return field
      }
      if found.kind == .message, type.isMessageSet,
        let field = schema.messageSetExtension(of: type, type: found.name)
      {
        return field
      }
      throw fail("'\(name)' is not an extension of '\(type.name)'", range)
    }
    throw fail(scope.explanation(ofExtension: name, in: from), range)
  }

  /// Reads a message of any type, from the name of the type on, into an `Any`.
  private mutating func readAny(into any: inout MessageValue, from start: Token) throws {
    let nameStart = token
    var url = ""
    while token.kind == .identifier || token.isSymbol(".") || token.isSymbol("/")
      || token.isSymbol("-") || token.kind == .integer
    {
      url += text(token)
      index += 1
    }
    let range = nameStart.start..<max(nameStart.start, tokens[index - 1].end)
    try expect("]")
    _ = take(":")
    let host = url.lastIndex(of: "/").map { String(url[...$0]) } ?? ""
    let name = String(url.dropFirst(host.count))
    guard host == "type.googleapis.com/" || host == "type.googleprod.com/" else {
      throw fail("the type of an Any is written 'type.googleapis.com/' and its name", range)
    }
    guard let found = scope.find("." + name, from: "", .types), found.kind == .message,
      let type = schema.message(found.name)
    else { throw fail("the type '\(name)' is not known; import the file that declares it", range) }
    guard let urlField = any.type.field("type_url"), let valueField = any.type.field("value") else {
      throw Unreadable()
    }
    if any.has(urlField) || any.has(valueField) { throw fail("an Any has one message", range) }
    let message = try readMessage(of: type)
    let missing = message.missingFields()
    if !missing.isEmpty {
      throw fail("required fields are missing: \(missing.joined(separator: ", "))", range)
    }
    any.add(.scalar(.bytes(Array(url.utf8))), to: urlField)
    any.add(.scalar(.bytes(message.encoded(sourceOnly: true))), to: valueField)
  }

  // MARK: Reserved fields

  /// Passes over the value of a field that was removed.
  private mutating func skipValue() throws {
    if !take(":") || token.isSymbol("{") || token.isSymbol("<") {
      try skipMessage()
    } else if take("[") {
      if take("]") { return }
      repeat {
        if token.isSymbol("{") || token.isSymbol("<") {
          try skipMessage()
        } else {
          _ = try readScalar()
        }
      } while take(",")
      try expect("]")
    } else {
      _ = try readScalar()
    }
  }

  private mutating func skipMessage() throws {
    try deepen()
    defer { depth -= 1 }
    let end: Unicode.Scalar = take("<") ? ">" : "}"
    if end == "}" { try expect("{") }
    while !take(end) {
      guard index < tokens.count else { throw failExpecting("'\(end)'") }
      let isExtension = take("[")
      _ = try expectWord("the name of a field")
      if isExtension {
        while take(".") || take("/") { _ = try expectWord("a name behind the dot") }
        try expect("]")
      }
      try skipValue()
      _ = take(";") || take(",")
    }
  }
}
