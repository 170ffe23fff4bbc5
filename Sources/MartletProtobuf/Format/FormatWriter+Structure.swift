// What stands between values: names, commas, brackets and lines.
extension FormatWriter {
  /// Begins a field. In JSON its value follows; in the text format what joins them does too.
  @usableFromInline
  mutating func begin(_ number: UInt32) {
    guard let index = names.index(of: Int(number)) else {
      beginUnnamed(number)
      return
    }
    let entry = names.entries[index]
    if isJSON {
      separate()
      if json.preserveProtoFieldNames {
        output.append(UInt8(ascii: "\""))
        names.withBytes(of: entry.name) { output.append($0) }
        output.append("\":")
      } else {
        names.withBytes(of: entry.jsonKey) { output.append($0) }
      }
    } else {
      beginLine()
      names.withBytes(of: entry.text) { output.append($0) }
    }
  }

  private mutating func beginUnnamed(_ number: UInt32) {
    let name = extensionName.map { "[\($0)]" } ?? "\(number)"
    if isJSON {
      separate()
      output.append(text: "\"\(name)\":")
    } else {
      beginLine()
      output.append(text: name)
    }
  }

  /// Writes a comma unless an object or array has just begun.
  @inline(__always)
  mutating func separate() {
    let last = output.last
    if last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { output.append(UInt8(ascii: ",")) }
  }

  mutating func beginLine() {
    if output.count > 0 { output.append(UInt8(ascii: "\n")) }
    output.append(spaces: 2 * depth)
  }

  // MARK: Lists and maps

  @usableFromInline
  mutating func beginList(_ number: UInt32) {
    guard isJSON else { return }
    begin(number)
    output.append(UInt8(ascii: "["))
  }

  @usableFromInline
  mutating func beginElement(_ number: UInt32) {
    if isJSON { separate() } else { begin(number) }
  }

  @usableFromInline
  mutating func endList() {
    if isJSON { output.append(UInt8(ascii: "]")) }
  }

  @usableFromInline
  mutating func beginMap(_ number: UInt32) {
    guard isJSON else { return }
    begin(number)
    output.append(UInt8(ascii: "{"))
  }

  @usableFromInline
  mutating func endMap() {
    if isJSON { output.append(UInt8(ascii: "}")) }
  }

  /// What is restored behind an entry of a map.
  @usableFromInline
  struct OuterNames {
    let names: FieldNames?
    let hadFailed: Bool
    let number: UInt32
  }

  /// Begins an entry, whose key follows.
  @usableFromInline
  mutating func beginEntry(_ number: UInt32) -> OuterNames {
    let hadFailed = failure != nil
    if isJSON {
      separate()
      return OuterNames(names: nil, hadFailed: hadFailed, number: number)
    }
    begin(number)
    output.append(" {")
    depth += 1
    let outer = names
    names = Self.entryFields.names
    begin(1)
    return OuterNames(names: outer, hadFailed: hadFailed, number: number)
  }

  /// The names of the fields of an entry of a map.
  static let entryFields = FieldTable("1 key\n2 value\n")

  /// Ends the key; the value follows.
  @usableFromInline
  mutating func beginEntryValue() {
    if isJSON { output.append(UInt8(ascii: ":")) } else { begin(2) }
  }

  @usableFromInline
  mutating func endEntry(_ outer: OuterNames) {
    if let names = outer.names {
      self.names = names
      depth -= 1
      beginLine()
      output.append(UInt8(ascii: "}"))
    }
    if failure != nil, !outer.hadFailed {
      let field = name(of: outer.number)
      failure?.within(field)
    }
  }

  // MARK: Messages

  /// Writes a message as a value.
  @usableFromInline
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func message<M: Message>(_ message: M) {
    guard failure == nil else { return }
    guard depth < Self.depthLimit else {
      fail("messages are nested more than \(Self.depthLimit) deep")
      return
    }
    if isJSON {
      depth += 1
      message.writeJSON(to: &self)
      depth -= 1
    } else {
      output.append(" {")
      depth += 1
      message.writeText(to: &self)
      depth -= 1
      beginLine()
      output.append(UInt8(ascii: "}"))
    }
  }

  /// Writes the fields of a message, with its names.
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func fields<M: Message>(of message: M) {
    let outer = names
    let outerExtension = extensionName
    names = M.protoFields.names
    extensionName = nil
    message.write(to: &self)
    names = outer
    extensionName = outerExtension
  }

  /// Writes a message as an object with a member for each field.
  @_semantics("optimize.sil.specialize.generic.never")
  mutating func object<M: Message>(_ message: M) {
    output.append(UInt8(ascii: "{"))
    fields(of: message)
    output.append(UInt8(ascii: "}"))
  }
}
