internal import MartletProtobuf

// protobuf's own options, as descriptor.proto has them.

enum FileOptionTable: OptionTable {
  typealias Options = Google_Protobuf_FileOptions

  static var empty: Options { Options() }

  static var setters: [String: OptionSetter<Options>] {
    [
      "java_package": .string(\.javaPackage),
      "java_outer_classname": .string(\.javaOuterClassname),
      "java_multiple_files": .bool(\.javaMultipleFiles),
      "java_generate_equals_and_hash": .bool(\.javaGenerateEqualsAndHash),
      "java_string_check_utf8": .bool(\.javaStringCheckUtf8),
      "optimize_for": .word(
        \.optimizeFor,
        ["SPEED": .speed, "CODE_SIZE": .codeSize, "LITE_RUNTIME": .liteRuntime]),
      "go_package": .string(\.goPackage),
      "cc_generic_services": .bool(\.ccGenericServices),
      "java_generic_services": .bool(\.javaGenericServices),
      "py_generic_services": .bool(\.pyGenericServices),
      "deprecated": .bool(\.deprecated),
      "cc_enable_arenas": .bool(\.ccEnableArenas),
      "objc_class_prefix": .string(\.objcClassPrefix),
      "csharp_namespace": .string(\.csharpNamespace),
      "swift_prefix": .string(\.swiftPrefix),
      "php_class_prefix": .string(\.phpClassPrefix),
      "php_namespace": .string(\.phpNamespace),
      "php_metadata_namespace": .string(\.phpMetadataNamespace),
      "ruby_package": .string(\.rubyPackage),
    ]
  }

  static func keep(_ option: Google_Protobuf_UninterpretedOption, in options: inout Options) {
    options.uninterpretedOption.append(option)
  }
}

enum MessageOptionTable: OptionTable {
  typealias Options = Google_Protobuf_MessageOptions

  static var empty: Options { Options() }

  static var setters: [String: OptionSetter<Options>] {
    [
      "message_set_wire_format": .bool(\.messageSetWireFormat),
      "no_standard_descriptor_accessor": .bool(\.noStandardDescriptorAccessor),
      "deprecated": .bool(\.deprecated),
      "deprecated_legacy_json_field_conflicts": .bool(\.deprecatedLegacyJsonFieldConflicts),
    ]
  }

  static func keep(_ option: Google_Protobuf_UninterpretedOption, in options: inout Options) {
    options.uninterpretedOption.append(option)
  }
}

enum FieldOptionTable: OptionTable {
  typealias Options = Google_Protobuf_FieldOptions

  static var empty: Options { Options() }

  static var setters: [String: OptionSetter<Options>] {
    [
      "ctype": .word(
        \.ctype, ["STRING": .string, "CORD": .cord, "STRING_PIECE": .stringPiece]),
      "packed": .bool(\.packed),
      "jstype": .word(
        \.jstype, ["JS_NORMAL": .jsNormal, "JS_STRING": .jsString, "JS_NUMBER": .jsNumber]),
      "lazy": .bool(\.lazy),
      "unverified_lazy": .bool(\.unverifiedLazy),
      "deprecated": .bool(\.deprecated),
      "weak": .bool(\.weak),
      "debug_redact": .bool(\.debugRedact),
    ]
  }

  static func keep(_ option: Google_Protobuf_UninterpretedOption, in options: inout Options) {
    options.uninterpretedOption.append(option)
  }
}

enum OneofOptionTable: OptionTable {
  typealias Options = Google_Protobuf_OneofOptions

  static var empty: Options { Options() }
  static var setters: [String: OptionSetter<Options>] { [:] }

  static func keep(_ option: Google_Protobuf_UninterpretedOption, in options: inout Options) {
    options.uninterpretedOption.append(option)
  }
}

enum ExtensionRangeOptionTable: OptionTable {
  typealias Options = Google_Protobuf_ExtensionRangeOptions

  static var empty: Options { Options() }

  static var setters: [String: OptionSetter<Options>] {
    [
      "verification": .word(
        \.verification, ["DECLARATION": .declaration, "UNVERIFIED": .unverified])
    ]
  }

  static func keep(_ option: Google_Protobuf_UninterpretedOption, in options: inout Options) {
    options.uninterpretedOption.append(option)
  }
}

enum EnumOptionTable: OptionTable {
  typealias Options = Google_Protobuf_EnumOptions

  static var empty: Options { Options() }

  static var setters: [String: OptionSetter<Options>] {
    [
      "allow_alias": .bool(\.allowAlias), "deprecated": .bool(\.deprecated),
      "deprecated_legacy_json_field_conflicts": .bool(\.deprecatedLegacyJsonFieldConflicts),
    ]
  }

  static func keep(_ option: Google_Protobuf_UninterpretedOption, in options: inout Options) {
    options.uninterpretedOption.append(option)
  }
}

enum EnumValueOptionTable: OptionTable {
  typealias Options = Google_Protobuf_EnumValueOptions

  static var empty: Options { Options() }

  static var setters: [String: OptionSetter<Options>] {
    ["deprecated": .bool(\.deprecated), "debug_redact": .bool(\.debugRedact)]
  }

  static func keep(_ option: Google_Protobuf_UninterpretedOption, in options: inout Options) {
    options.uninterpretedOption.append(option)
  }
}

enum ServiceOptionTable: OptionTable {
  typealias Options = Google_Protobuf_ServiceOptions

  static var empty: Options { Options() }
  static var setters: [String: OptionSetter<Options>] { ["deprecated": .bool(\.deprecated)] }

  static func keep(_ option: Google_Protobuf_UninterpretedOption, in options: inout Options) {
    options.uninterpretedOption.append(option)
  }
}

enum MethodOptionTable: OptionTable {
  typealias Options = Google_Protobuf_MethodOptions

  static var empty: Options { Options() }

  static var setters: [String: OptionSetter<Options>] {
    [
      "deprecated": .bool(\.deprecated),
      "idempotency_level": .word(
        \.idempotencyLevel,
        [
          "IDEMPOTENCY_UNKNOWN": .idempotencyUnknown, "NO_SIDE_EFFECTS": .noSideEffects,
          "IDEMPOTENT": .idempotent,
        ]),
    ]
  }

  static func keep(_ option: Google_Protobuf_UninterpretedOption, in options: inout Options) {
    options.uninterpretedOption.append(option)
  }
}
