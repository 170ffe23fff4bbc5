internal import MartletProtobuf

/// Emits a message: the type with its properties, and the codec in an extension.
struct MessageEmitter {
  private let context: FileContext
  private let descriptor: Google_Protobuf_DescriptorProto
  private let protoName: String
  private let path: [Int32]
  private let swiftName: String
  private let fields: [Field]
  private let oneofs: [OneofEmitter]

  init(
    _ descriptor: Google_Protobuf_DescriptorProto, scope: String, path: [Int32],
    context: FileContext
  ) {
    self.context = context
    self.descriptor = descriptor
    self.path = path
    let name = "\(scope).\(descriptor.name)"
    protoName = name
    swiftName = context.index.messages[name]?.swiftName ?? descriptor.name
    let factory = FieldFactory(descriptor, name: name, context: context)
    let fields = descriptor.field.enumerated().map { index, field in
      factory.field(field, path: path + [2, Int32(index)])
    }
    self.fields = fields
    oneofs = descriptor.oneofDecl.indices.compactMap { index in
      let members = fields.filter { $0.shape == .oneof(index) }
      if members.isEmpty { return nil }
      return OneofEmitter(
        name: descriptor.oneofDecl[index].name, fields: members,
        isIndirect: context.index.isRecursive(name),
        documentation: context.comments.documentation(path + [8, Int32(index)]))
    }
  }

  private var visibility: String { context.visibility }
  /// Whether the fields are in what copies of the message share.
  private var isLarge: Bool { context.index.isLarge(protoName) }
  /// The keyword of the methods that the fields have, wherever they are.
  private var methodVisibility: String { isLarge ? "" : visibility }
  /// The message, as those methods name it.
  private var extended: String { isLarge ? swiftName : "Self" }
  private var sortedFields: [Field] { fields.sorted { $0.number < $1.number } }

  /// The property that holds extensions.
  private static let extensions = "_protobuf_extensionFieldValues"
  private static let extensionValues = "MartletProtobuf.ExtensionFieldValueSet"
  private static let unknownFields = "MartletProtobuf.UnknownStorage"
  private var isExtensible: Bool { !descriptor.extensionRange.isEmpty }
  private var isMessageSet: Bool { descriptor.options.messageSetWireFormat }
  private var protocolName: String { isExtensible ? "ExtensibleMessage" : "Message" }

  private func extensionMethod(_ suffix: String) -> String {
    (isMessageSet ? "messageSet" : "encoded") + suffix
  }

  // MARK: The type

  func emitType(_ printer: inout CodePrinter) {
    for line in context.comments.documentation(path) { printer.print(line) }
    let name = swiftName.split(separator: ".").last.map(String.init) ?? swiftName
    printer.block("\(visibility)struct \(name): MartletProtobuf.\(protocolName) {") { printer in
      let emitter = PropertyEmitter(visibility: visibility, isShared: isLarge)
      for field in fields { emitProperty(field, emitter, &printer) }
      for oneof in oneofs { emitter.emit(oneof, &printer) }
      emitter.emit("unknownFields", Self.unknownFields, &printer)
      if isExtensible { emitter.emit(Self.extensions, Self.extensionValues, &printer) }
      printer.print("\(visibility)init() {}")
      for oneof in oneofs { oneof.emitType(visibility, &printer) }
      emitNested(&printer)
      emitStored(&printer)
    }
  }

  private func emitNested(_ printer: inout CodePrinter) {
    for (index, enumeration) in descriptor.enumType.enumerated() {
      printer.print("")
      EnumEmitter(
        enumeration, scope: protoName, path: path + [4, Int32(index)], context: context
      ).emit(&printer)
    }
    for (index, nested) in descriptor.nestedType.enumerated() where !nested.options.mapEntry {
      printer.print("")
      MessageEmitter(
        nested, scope: protoName, path: path + [3, Int32(index)], context: context
      ).emitType(&printer)
    }
  }

  /// Emits the stored properties that nobody sees.
  private func emitStored(_ printer: inout CodePrinter) {
    if isLarge {
      printer.print("")
      SharedFields(
        stored: stored.map(\.declaration), isChecked: context.index.isChecked(protoName)
      ).emit(&printer)
      return
    }
    let explicit = fields.filter { $0.shape == .explicit }
    if explicit.isEmpty { return }
    printer.print("")
    for field in explicit {
      printer.print("private var \(field.names.stored): \(field.storedType)?")
    }
  }

  /// All that a message keeps: its name, and its declaration.
  private var stored: [(name: String, declaration: String)] {
    var stored: [(name: String, declaration: String)] = []
    for field in fields {
      let (name, hidden) = (field.names.name, field.names.stored)
      switch field.shape {
      case .implicit, .repeated, .map:
        stored.append((name, "\(name): \(field.keptType) = \(field.defaultValue)"))
      case .explicit: stored.append((hidden, "\(hidden): \(field.storedType)?"))
      case .oneof: break
      }
    }
    stored += oneofs.map { ($0.propertyName, "\($0.propertyName): \($0.typeName)?") }
    stored.append(("unknownFields", "unknownFields = \(Self.unknownFields)()"))
    if isExtensible {
      stored.append((Self.extensions, "\(Self.extensions) = \(Self.extensionValues)()"))
    }
    return stored
  }

  private func emitProperty(
    _ field: Field, _ emitter: PropertyEmitter, _ printer: inout CodePrinter
  ) {
    guard case .oneof(let index) = field.shape else { return emitter.emit(field, &printer) }
    if let oneof = oneofs.first(where: { $0.index == index }) {
      emitter.emit(field, of: oneof, &printer)
    }
  }

  // MARK: The codec

  func emitCodec(_ printer: inout CodePrinter) {
    printer.block("extension \(swiftName) {") { printer in
      let name = protoName.dropFirst()
      printer.print("\(visibility)static var protoMessageName: String { \"\(name)\" }", "")
      emitFieldTable(&printer)
      if isLarge {
        SharedFields(stored: [], isChecked: context.index.isChecked(protoName))
          .emitMethods(visibility, &printer)
      } else {
        emitMethods(&printer)
        printer.print("")
        emitEquality(&printer)
      }
    }
    if isLarge {
      printer.print("")
      printer.block("extension \(swiftName).\(SharedFields.type) {", emitMethods)
    }
    for (index, nested) in descriptor.nestedType.enumerated() where !nested.options.mapEntry {
      printer.print("")
      MessageEmitter(
        nested, scope: protoName, path: path + [3, Int32(index)], context: context
      ).emitCodec(&printer)
    }
  }

  /// Emits what is done with the fields, where they are.
  private func emitMethods(_ printer: inout CodePrinter) {
    emitIsInitialized(&printer)
    emitMerge(&printer)
    emitSize(&printer)
    emitEncode(&printer)
    emitWrite(&printer)
    emitRead(&printer)
  }

  /// Emits what the compiler would make by itself, but would then put wherever it is called, which
  /// takes an eighth of the time to compile small messages.
  private func emitEquality(_ printer: inout CodePrinter) {
    printer.print("@inline(never)")
    printer.block("\(visibility)static func == (left: Self, right: Self) -> Bool {") { printer in
      for (name, _) in stored {
        printer.print("if left.\(name) != right.\(name) { return false }")
      }
      printer.print("return true")
    }
    printer.print("", "@inline(never)")
    printer.block("\(visibility)func hash(into hasher: inout Hasher) {") { printer in
      for (name, _) in stored { printer.print("self.\(name).hash(into: &hasher)") }
    }
  }

  private func emitFieldTable(_ printer: inout CodePrinter) {
    let type = "MartletProtobuf.FieldTable"
    let opening = "\(visibility)static let protoFields = \(type)("
    if fields.isEmpty, descriptor.reservedName.isEmpty {
      printer.print("\(opening)\"\")", "")
      return
    }
    printer.block(opening, closing: ")") { printer in
      printer.print("\"\"\"")
      for field in sortedFields { printer.print(FieldFormats(field).tableLine) }
      for name in descriptor.reservedName { printer.print("- \(name)") }
      printer.print("\"\"\"")
    }
    printer.print("")
  }

  private func emitIsInitialized(_ printer: inout CodePrinter) {
    if !context.index.isChecked(protoName) { return }
    printer.block("\(methodVisibility)var isInitialized: Bool {") { printer in
      if isExtensible {
        printer.print("if !self.\(Self.extensions).isInitialized { return false }")
      }
      for field in fields { FieldEncoding(field).emitCheck(&printer) }
      for oneof in oneofs { oneof.emitCheck(&printer) }
      printer.print("return true")
    }
    printer.print("")
  }

  private func emitMerge(_ printer: inout CodePrinter) {
    printer.block(
      "\(methodVisibility)mutating func merge("
        + "from reader: inout MartletProtobuf.WireReader) throws {"
    ) { printer in
      printer.block("while case let tag = try reader.nextTag(), tag != 0 {") { printer in
        let kept = "&self.\(Self.extensions), &self.unknownFields"
        let unknown =
          isExtensible
          ? "try reader.extensionField(tag, \(extended).self, \(kept))"
          : "try reader.unknown(tag, &self.unknownFields)"
        if fields.isEmpty, !isMessageSet {
          printer.print(unknown)
          return
        }
        printer.print("switch tag {")
        for field in sortedFields { FieldDecoding(field).emit(oneofName(field), &printer) }
        if isMessageSet {
          printer.print("case 11: try reader.messageSetItem(\(extended).self, \(kept))")
        }
        printer.print("default: \(unknown)", "}")
      }
    }
    printer.print("")
  }

  private func oneofName(_ field: Field) -> String {
    guard case .oneof(let index) = field.shape else { return "" }
    return oneofs.first { $0.index == index }?.propertyName ?? ""
  }

  private func emitSize(_ printer: inout CodePrinter) {
    printer.block(
      "\(methodVisibility)func encodedSize(_ sizes: inout MartletProtobuf.WireSizes) -> Int {"
    ) { printer in
      if fields.isEmpty, !isExtensible {
        printer.print("self.unknownFields.data.count")
        return
      }
      printer.print("var total = self.unknownFields.data.count")
      emitParts(
        &printer,
        extensions: { "total += self.\(Self.extensions).\(extensionMethod("Size"))(\($0), &sizes)" }
      ) { FieldEncoding($0).size }
      printer.print("return total")
    }
    printer.print("")
  }

  private func emitEncode(_ printer: inout CodePrinter) {
    printer.block(
      "\(methodVisibility)func encode(to writer: inout MartletProtobuf.WireWriter) {"
    ) { printer in
      emitParts(
        &printer,
        extensions: { "self.\(Self.extensions).\(extensionMethod(""))(\($0), &writer)" }
      ) { FieldEncoding($0).write }
      printer.print("writer.unknown(self.unknownFields)")
    }
    printer.print("")
  }

  private func emitWrite(_ printer: inout CodePrinter) {
    printer.print("@inline(never)")
    printer.block(
      "\(methodVisibility)func write(to writer: inout MartletProtobuf.FormatWriter) {"
    ) { printer in
      emitInOrder(
        &printer, extensions: { "self.\(Self.extensions).write(\($0), to: &writer)" },
        oneof: { $0.emitSwitch(&$1) { FieldFormats($0).writeChoice } },
        field: { $1.print(FieldFormats($0).write) })
      printer.print("writer.unknown(self.unknownFields)")
    }
    printer.print("")
  }

  private func emitRead(_ printer: inout CodePrinter) {
    printer.print("@inline(never)")
    printer.block(
      "\(methodVisibility)mutating func read(_ number: UInt32, "
        + "from reader: inout MartletProtobuf.FormatReader) throws {"
    ) { printer in
      if fields.isEmpty { return }
      printer.print("switch number {")
      for field in sortedFields { FieldFormats(field).emitRead(oneofName(field), &printer) }
      printer.print("default: break", "}")
    }
  }

  /// Emits what `statement` makes of each value that is set.
  private func emitParts(
    _ printer: inout CodePrinter, extensions: (String) -> String,
    _ statement: (Field) -> (String) -> String
  ) {
    emitInOrder(
      &printer, extensions: extensions, oneof: { $0.emitSwitch(&$1, statement) },
      field: { FieldEncoding($0).emitCondition(&$1, statement($0)) })
  }

  /// Emits what there is for each field, in the order of the numbers; a oneof comes where its first
  /// field does.
  ///
  /// - Parameter extensions: Makes the statement for the extensions of a range of numbers.
  private func emitInOrder(
    _ printer: inout CodePrinter, extensions: (String) -> String,
    oneof: (OneofEmitter, inout CodePrinter) -> Void, field: (Field, inout CodePrinter) -> Void
  ) {
    var emitted: Set<Int> = []
    var ranges = descriptor.extensionRange.sorted { $0.start < $1.start }[...]
    /// Ranges with no field between them are one.
    func emitRanges(before number: Int32?, _ printer: inout CodePrinter) {
      let passed = ranges.prefix { range in number.map { range.start < $0 } ?? true }
      guard let first = passed.first, let last = passed.last else { return }
      printer.print(extensions("\(first.start)..<\(last.end)"))
      ranges = ranges.dropFirst(passed.count)
    }
    defer { emitRanges(before: nil, &printer) }
    for next in sortedFields {
      emitRanges(before: next.number, &printer)
      guard case .oneof(let index) = next.shape else {
        field(next, &printer)
        continue
      }
      if emitted.insert(index).inserted, let first = oneofs.first(where: { $0.index == index }) {
        oneof(first, &printer)
      }
    }
  }
}
