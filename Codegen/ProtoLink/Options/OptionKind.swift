internal import MartletProtobuf

/// What kind of declaration options belong to.
enum OptionKind: Int {
  // In the order, and with the numbers, of descriptor.proto's targets.
  case file = 1
  case extensionRange, message, field, oneof, `enum`, enumValue, service, method

  /// The full name of the message that the options are.
  var messageName: String {
    switch self {
    case .file: "google.protobuf.FileOptions"
    case .extensionRange: "google.protobuf.ExtensionRangeOptions"
    case .message: "google.protobuf.MessageOptions"
    case .field: "google.protobuf.FieldOptions"
    case .oneof: "google.protobuf.OneofOptions"
    case .enum: "google.protobuf.EnumOptions"
    case .enumValue: "google.protobuf.EnumValueOptions"
    case .service: "google.protobuf.ServiceOptions"
    case .method: "google.protobuf.MethodOptions"
    }
  }

  /// The field of the declaration's descriptor that they are in.
  var fieldNumber: Int32 {
    switch self {
    case .file, .field: 8
    case .message: 7
    case .oneof: 2
    case .extensionRange, .enum, .enumValue, .service: 3
    case .method: 4
    }
  }

  /// What users call the declaration.
  var shown: String {
    switch self {
    case .file: "a file"
    case .extensionRange: "a range of extension numbers"
    case .message: "a message"
    case .field: "a field"
    case .oneof: "a oneof"
    case .enum: "an enumeration"
    case .enumValue: "a value of an enumeration"
    case .service: "a service"
    case .method: "a method"
    }
  }

  var target: Google_Protobuf_FieldOptions.OptionTargetType {
    Google_Protobuf_FieldOptions.OptionTargetType(rawValue: rawValue) ?? .targetTypeUnknown
  }
}
