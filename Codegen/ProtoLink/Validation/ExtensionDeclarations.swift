internal import MartletProtobuf
internal import ProtoSyntax

/// Checks what a range of extension numbers says about its extensions, and that they keep to it.
struct ExtensionDeclarations {
  let checks: Checks

  /// Checks the declarations of a range.
  func validate(
    _ node: ExtensionRangeNode, _ range: Google_Protobuf_DescriptorProto.ExtensionRange
  ) {
    let options = range.options
    if options.declaration.isEmpty { return }
    let place = node.options.first { $0.plainName == "declaration" }?.nameRange ?? node.range.range
    if options.hasVerification, options.verification == .unverified {
      checks.error("a range that declares its extensions cannot be UNVERIFIED", place)
    }
    var numbers: Set<Int32> = []
    var names: Set<String> = []
    for declaration in options.declaration {
      let number = declaration.number
      if number < range.start || number >= range.end {
        checks.error("the number \(number) that is declared is not of this range", place)
      }
      if !numbers.insert(number).inserted {
        checks.error("the number \(number) is declared twice", place)
      }
      if !declaration.hasFullName, !declaration.hasType {
        if !declaration.reserved {
          checks.error("the extension \(number) needs a name and a type, or to be reserved", place)
        }
        continue
      }
      if declaration.hasFullName != declaration.hasType {
        checks.error("the extension \(number) needs a name and a type", place)
        continue
      }
      if !names.insert(declaration.fullName).inserted {
        checks.error("'\(declaration.fullName)' is declared twice", place)
      }
      for name in [declaration.fullName, declaration.type] {
        if name == declaration.type, ScalarType(name) != nil { continue }
        if !name.hasPrefix(".") {
          checks.error("'\(name)' is a full name, and begins with a dot: '.\(name)'", place)
        } else if !Self.isName(name) {
          checks.error("'\(name)' is not a name", place)
        }
      }
    }
  }

  /// Checks that an extension is as it has been declared.
  func validate(
    _ node: FieldNode, _ field: Google_Protobuf_FieldDescriptorProto, named name: String,
    in range: Google_Protobuf_DescriptorProto.ExtensionRange
  ) {
    let options = range.options
    let isVerified = options.hasVerification && options.verification == .declaration
    guard !options.declaration.isEmpty || isVerified else { return }
    guard let declared = options.declaration.first(where: { $0.number == field.number }) else {
      checks.error(
        "the extensions of this range must be declared, and \(node.number) is not",
        node.numberRange)
      return
    }
    if declared.reserved {
      checks.error("the number \(node.number) is reserved by its declaration", node.numberRange)
    }
    if declared.hasFullName, declared.fullName != ".\(name)" {
      checks.error(
        "the number \(node.number) is declared for '\(declared.fullName.dropFirst())'",
        node.name.range)
    }
    let type = field.hasTypeName ? field.typeName : Self.name(of: field)
    if declared.hasType, declared.type != type {
      checks.error("the extension is declared to be of '\(declared.type)'", node.typeRange)
    }
    if declared.repeated != (field.label == .repeated) {
      let shown = declared.repeated ? "repeated" : "not repeated"
      checks.error("the extension is declared to be \(shown)", node.typeRange)
    }
  }

  /// Whether letters, digits and underscores stand between the dots.
  private static func isName(_ text: String) -> Bool {
    text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          byte | 0x20 >= 97 && byte | 0x20 <= 122 || byte == 95 || byte >= 48 && byte <= 57
        }
    }
  }

  private static func name(of field: Google_Protobuf_FieldDescriptorProto) -> String {
    ScalarType(rawValue: Int32(field.type.rawValue)).map { "\($0)" } ?? ""
  }
}
