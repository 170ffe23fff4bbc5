internal import MartletProtobuf

/// Emits an enumeration.
struct EnumEmitter {
  private let context: FileContext
  private let type: TypeIndex.EnumType
  private let path: [Int32]

  init(
    _ descriptor: Google_Protobuf_EnumDescriptorProto, scope: String, path: [Int32],
    context: FileContext
  ) {
    self.context = context
    self.path = path
    type =
      context.index.enums["\(scope).\(descriptor.name)"]
      ?? TypeIndex.EnumType(
        descriptor: descriptor, swiftName: descriptor.name, file: "", isClosed: false,
        cases: SwiftNames.cases(of: descriptor))
  }

  private struct Value {
    let name: String
    let descriptor: Google_Protobuf_EnumValueDescriptorProto
    let index: Int
  }

  /// The values that are cases, each number once, and those that are other names for one.
  private var values: (cases: [Value], aliases: [(Value, of: Value)]) {
    var cases: [Value] = []
    var aliases: [(Value, of: Value)] = []
    for (index, (name, descriptor)) in zip(type.cases, type.descriptor.value).enumerated() {
      let value = Value(name: name, descriptor: descriptor, index: index)
      if let original = cases.first(where: { $0.descriptor.number == descriptor.number }) {
        let isKnown = original.name == name || aliases.contains { $0.0.name == name }
        if !isKnown { aliases.append((value, original)) }
      } else {
        cases.append(value)
      }
    }
    return (cases, aliases)
  }

  func emit(_ printer: inout CodePrinter) {
    let visibility = context.visibility
    let (cases, aliases) = values
    let name = type.swiftName.split(separator: ".").last.map(String.init) ?? type.swiftName
    for line in context.comments.documentation(path) { printer.print(line) }
    printer.block("\(visibility)enum \(name): MartletProtobuf.Enum, Swift.CaseIterable {") {
      printer in
      printer.print("\(visibility)typealias RawValue = Int", "")
      for value in cases {
        for line in documentation(value) { printer.print(line) }
        printer.print("case \(value.name)  // = \(value.descriptor.number)")
      }
      if !type.isClosed {
        printer.print("/// A value that this version of the type does not know.")
        printer.print("case UNRECOGNIZED(Int)")
      }
      for (alias, original) in aliases {
        printer.print("")
        for line in documentation(alias) { printer.print(line) }
        printer.print("\(visibility)static let \(alias.name) = \(name).\(dotted(original))")
      }
      if let first = cases.first {
        printer.print("", "\(visibility)init() { self = .\(dotted(first)) }", "")
      }
      emitRawValue(cases, visibility, &printer)
      emitTables(cases, name, visibility, &printer)
    }
  }

  private func documentation(_ value: Value) -> [String] {
    context.comments.documentation(path + [2, Int32(value.index)])
  }

  private func dotted(_ value: Value) -> String { SwiftNames.unquoted(value.name) }

  private func emitRawValue(
    _ cases: [Value], _ visibility: String, _ printer: inout CodePrinter
  ) {
    printer.block("\(visibility)init?(rawValue: Int) {") { printer in
      printer.print("switch rawValue {")
      for value in cases {
        printer.print("case \(value.descriptor.number): self = .\(dotted(value))")
      }
      printer.print(
        type.isClosed ? "default: return nil" : "default: self = .UNRECOGNIZED(rawValue)", "}")
    }
    printer.print("")
    printer.block("\(visibility)var rawValue: Int {") { printer in
      printer.print("switch self {")
      for value in cases {
        printer.print("case .\(dotted(value)): \(value.descriptor.number)")
      }
      if !type.isClosed { printer.print("case .UNRECOGNIZED(let number): number") }
      printer.print("}")
    }
    printer.print("")
  }

  private func emitTables(
    _ cases: [Value], _ name: String, _ visibility: String, _ printer: inout CodePrinter
  ) {
    if !type.isClosed {
      printer.print("/// The values that this version of the type knows.")
      printer.block("\(visibility)static let allCases: [\(name)] = [", closing: "]") { printer in
        for value in cases { printer.print(".\(dotted(value)),") }
      }
      printer.print("")
    }
    printer.block(
      "\(visibility)static let protoValues = MartletProtobuf.FieldTable(", closing: ")"
    ) { printer in
      printer.print("\"\"\"")
      for value in type.descriptor.value { printer.print("\(value.number) \(value.name)") }
      printer.print("\"\"\"")
    }
  }
}
