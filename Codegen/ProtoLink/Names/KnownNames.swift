/// Names that many use and do not declare: where they come from, and what they are called here.
enum KnownNames {
  /// The file that declares a type or an option that is not known, if that is one of the usual.
  static func file(declaring name: String) -> String? {
    if let file = files[name] { return file }
    return prefixes.first { name.hasPrefix($0.prefix) }?.file
  }

  /// The type that others call by a name.
  static func type(calledElsewhere name: String) -> String? { types[name.lowercased()] }

  private static let files: [String: String] = {
    var files = [
      "google.api.http": "google/api/annotations.proto",
      "google.api.field_behavior": "google/api/field_behavior.proto",
      "google.api.resource": "google/api/resource.proto",
      "google.api.resource_reference": "google/api/resource.proto",
      "google.api.method_signature": "google/api/client.proto",
      "google.api.default_host": "google/api/client.proto",
      "google.rpc.Status": "google/rpc/status.proto",
      "validate.rules": "validate/validate.proto",
    ]
    let own = [
      "any": "Any", "duration": "Duration", "empty": "Empty", "field_mask": "FieldMask",
      "struct": "Struct Value ListValue NullValue", "timestamp": "Timestamp",
      "wrappers": """
      DoubleValue FloatValue Int64Value UInt64Value Int32Value UInt32Value BoolValue StringValue \
      BytesValue
      """,
      "descriptor": """
      FileOptions MessageOptions FieldOptions OneofOptions EnumOptions EnumValueOptions \
      ServiceOptions MethodOptions ExtensionRangeOptions FeatureSet FileDescriptorSet \
      FileDescriptorProto DescriptorProto FieldDescriptorProto
      """,
    ]
    for (file, names) in own {
      for name in names.split(separator: " ") {
        files["google.protobuf.\(name)"] = "google/protobuf/\(file).proto"
      }
    }
    return files
  }()

  private static let prefixes = [
    (prefix: "buf.validate.", file: "buf/validate/validate.proto"),
    (prefix: "gogoproto.", file: "gogoproto/gogo.proto"),
  ]

  private static let types = [
    "int": "int32", "integer": "int32", "short": "int32", "int16": "int32", "int8": "int32",
    "long": "int64", "uint": "uint32", "uint16": "uint32", "uint8": "uint32", "ulong": "uint64",
    "boolean": "bool", "byte": "bytes", "blob": "bytes", "char": "string", "str": "string",
    "text": "string", "float32": "float", "float64": "double", "number": "double",
    "decimal": "double", "date": "google.protobuf.Timestamp",
    "datetime": "google.protobuf.Timestamp", "timestamp": "google.protobuf.Timestamp",
    "duration": "google.protobuf.Duration", "any": "google.protobuf.Any",
  ]
}
