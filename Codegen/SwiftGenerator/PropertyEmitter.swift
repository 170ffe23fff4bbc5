/// Emits the properties by which a message's fields are read and changed.
struct PropertyEmitter {
  let visibility: String
  /// Whether the message is large, so that its fields are in what its copies share.
  let isShared: Bool

  /// A stored property, to be read.
  private func read(_ name: String) -> String {
    isShared ? "\(SharedFields.read).\(name)" : "self.\(name)"
  }

  /// A stored property, to be changed.
  private func change(_ name: String) -> String {
    isShared ? "\(SharedFields.change).\(name)" : "self.\(name)"
  }

  /// Emits the property of a field that is no part of a oneof.
  func emit(_ field: Field, _ printer: inout CodePrinter) {
    for line in field.documentation { printer.print(line) }
    if field.shape == .explicit {
      emitExplicit(field, &printer)
    } else if !isShared {
      printer.print(
        "\(visibility)var \(field.names.name): \(field.keptType) = \(field.defaultValue)", "")
    } else {
      emitAccess(field.names.name, field.keptType, isPlain: field.isPlain, &printer)
    }
  }

  /// Emits a property that every message has, with its first value.
  func emit(_ name: String, _ type: String, _ printer: inout CodePrinter) {
    if !isShared {
      printer.print("\(visibility)var \(name) = \(type)()", "")
    } else {
      emitAccess(name, type, isPlain: false, &printer)
    }
  }

  /// Emits a property that looks into what is shared.
  ///
  /// - Parameter isPlain: Whether values are set whole, rather than changed where they are.
  private func emitAccess(
    _ name: String, _ type: String, isPlain: Bool, _ printer: inout CodePrinter
  ) {
    printer.block("\(visibility)var \(name): \(type) {") { printer in
      printer.print("get { \(read(name)) }")
      printer.print(
        isPlain ? "set { \(change(name)) = newValue }" : "_modify { yield &\(change(name)) }")
    }
    printer.print("")
  }

  private func emitExplicit(_ field: Field, _ printer: inout CodePrinter) {
    // With `self`, since a body that begins with `_read` would be taken for an accessor of that
    // name.
    let value = read(field.names.stored)
    let changed = change(field.names.stored)
    printer.block("\(visibility)var \(field.names.name): \(field.type) {") { printer in
      if field.isBoxed {
        printer.print("get { \(value)?.value ?? \(field.defaultValue) }")
        printer.print("set { \(changed) = MartletProtobuf.Boxed(newValue) }")
      } else {
        printer.print("get { \(value) ?? \(field.defaultValue) }")
        if field.isLarge {
          emitModify(field, &printer)
        } else {
          printer.print("set { \(changed) = newValue }")
        }
      }
    }
    let plain = SwiftNames.unquoted(field.names.name)
    printer.print(
      "/// Whether `\(plain)` has been set.",
      "\(visibility)var \(field.names.has): Bool { \(value) != nil }",
      "/// Unsets `\(plain)`: it has its default again.",
      "\(visibility)mutating func \(field.names.clear)() { \(changed) = nil }", "")
  }

  /// Emits how a large message is changed in its place: taken out, so that nobody shares its fields
  /// and they are not copied.
  private func emitModify(_ field: Field, _ printer: inout CodePrinter) {
    printer.block("_modify {") { printer in
      var place = change(field.names.stored)
      if isShared {
        printer.print("let storage = \(SharedFields.unique)")
        place = "storage.\(SharedFields.fields).\(field.names.stored)"
      }
      printer.print(
        "var value = \(place).take() ?? \(field.defaultValue)",
        "defer { \(place) = value }",
        "yield &value")
    }
  }

  /// Emits the property of a oneof.
  func emit(_ oneof: OneofEmitter, _ printer: inout CodePrinter) {
    for line in oneof.documentation { printer.print(line) }
    if !isShared {
      printer.print("\(visibility)var \(oneof.propertyName): \(oneof.typeName)?", "")
    } else {
      emitAccess(oneof.propertyName, "\(oneof.typeName)?", isPlain: false, &printer)
    }
  }

  /// Emits the property of one of the fields of a oneof.
  func emit(_ field: Field, of oneof: OneofEmitter, _ printer: inout CodePrinter) {
    let name = oneof.caseName(field)
    for line in field.documentation { printer.print(line) }
    printer.block("\(visibility)var \(field.names.name): \(field.type) {") { printer in
      printer.block("get {") { printer in
        printer.print(
          "if case .\(name)(let value)? = \(read(oneof.propertyName)) { return value }",
          "return \(field.defaultValue)")
      }
      printer.print("set { \(change(oneof.propertyName)) = .\(name)(newValue) }")
    }
    printer.print("")
  }
}
