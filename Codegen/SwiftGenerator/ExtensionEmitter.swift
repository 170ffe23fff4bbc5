internal import MartletProtobuf

/// Emits the extensions that a file declares: an object for each, properties of the extended
/// messages, and a map of all of them.
struct ExtensionEmitter {
  private let context: FileContext
  private let extensions: [ExtensionField]

  init(_ context: FileContext) {
    self.context = context
    var all: [ExtensionField] = []
    func add(
      _ fields: [Google_Protobuf_FieldDescriptorProto], _ scope: String, _ path: [Int32]
    ) {
      for (number, field) in fields.enumerated() {
        all.append(ExtensionField(field, scope: scope, path: path + [Int32(number)], context))
      }
    }
    func add(_ message: Google_Protobuf_DescriptorProto, _ scope: String, _ path: [Int32]) {
      let name = "\(scope).\(message.name)"
      add(message.extension, name, path + [6])
      for (number, nested) in message.nestedType.enumerated() {
        add(nested, name, path + [3, Int32(number)])
      }
    }
    add(context.file.extension, context.scope, [7])
    for (number, message) in context.file.messageType.enumerated() {
      add(message, context.scope, [4, Int32(number)])
    }
    extensions = all
  }

  private var visibility: String { context.visibility }

  func emit(_ printer: inout CodePrinter) {
    if extensions.isEmpty { return }
    emitProperties(&printer)
    emitMap(&printer)
    emitObjects(&printer)
  }

  private func emitProperties(_ printer: inout CodePrinter) {
    for type in Set(extensions.map(\.extendedType)).sorted() {
      printer.print("")
      printer.block("extension \(type) {") { printer in
        let own = extensions.filter { $0.extendedType == type }
        for (number, field) in own.enumerated() {
          if number > 0 { printer.print("") }
          emitProperty(field, &printer)
        }
      }
    }
  }

  private func emitProperty(_ field: ExtensionField, _ printer: inout CodePrinter) {
    let names = field.propertyNames
    for line in field.documentation { printer.print(line) }
    printer.block("\(visibility)var \(names.value): \(field.valueType) {") { printer in
      printer.print(
        "get { self.getExtensionValue(ext: \(field.fullName)) ?? \(field.defaultValue) }",
        "set { self.setExtensionValue(ext: \(field.fullName), value: newValue) }")
    }
    if field.isRepeated { return }
    let plain = SwiftNames.unquoted(names.value)
    printer.print("/// Whether `\(plain)` has been set.")
    printer.block("\(visibility)var \(names.has): Bool {") { printer in
      printer.print("self.hasExtensionValue(ext: \(field.fullName))")
    }
    printer.print("/// Unsets `\(plain)`: it has its default again.")
    printer.block("\(visibility)mutating func \(names.clear)() {") { printer in
      printer.print("self.clearExtensionValue(ext: \(field.fullName))")
    }
  }

  private func emitMap(_ printer: inout CodePrinter) {
    let base = context.file.name.split(separator: "/").last.map(String.init) ?? ""
    let stem = base.hasSuffix(".proto") ? String(base.dropLast(6)) : base
    let name = SwiftNames.prefix(of: context.file) + CamelCase.upper(stem) + "_Extensions"
    let type = "MartletProtobuf.SimpleExtensionMap"
    printer.print("", "/// Every extension that \(context.file.name) declares, for decoding.")
    printer.block("\(visibility)let \(name): \(type) = [", closing: "]") { printer in
      for field in extensions { printer.print("\(field.fullName),") }
    }
  }

  private func emitObjects(_ printer: inout CodePrinter) {
    for field in extensions where field.scopeType == nil {
      printer.print("")
      emitObject(field, "let", &printer)
    }
    for scope in Set(extensions.compactMap(\.scopeType)).sorted() {
      printer.print("")
      printer.block("extension \(scope) {") { printer in
        printer.print("/// The extensions that are declared within the message.")
        printer.block("\(visibility)enum Extensions {") { printer in
          for field in extensions where field.scopeType == scope {
            emitObject(field, "static let", &printer)
          }
        }
      }
    }
  }

  private func emitObject(
    _ field: ExtensionField, _ keyword: String, _ printer: inout CodePrinter
  ) {
    for line in field.documentation { printer.print(line) }
    printer.print(
      "\(visibility)\(keyword) \(field.relativeName) =",
      "  MartletProtobuf.MessageExtension<\(field.fieldType), \(field.extendedType)>(",
      "    _protobuf_fieldNumber: \(field.number), fieldName: \"\(field.protoName)\")")
  }
}
