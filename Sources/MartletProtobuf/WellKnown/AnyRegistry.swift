internal import Synchronization

/// The types that a `google.protobuf.Any` may hold, by their names.
private let registeredTypes = Mutex<[String: any Message.Type]>(
  Dictionary(
    uniqueKeysWithValues: ([
      Google_Protobuf_Any.self, Google_Protobuf_BoolValue.self, Google_Protobuf_BytesValue.self,
      Google_Protobuf_DoubleValue.self, Google_Protobuf_Duration.self, Google_Protobuf_Empty.self,
      Google_Protobuf_FieldMask.self, Google_Protobuf_FloatValue.self,
      Google_Protobuf_Int32Value.self, Google_Protobuf_Int64Value.self,
      Google_Protobuf_ListValue.self, Google_Protobuf_StringValue.self,
      Google_Protobuf_Struct.self, Google_Protobuf_Timestamp.self,
      Google_Protobuf_UInt32Value.self, Google_Protobuf_UInt64Value.self,
      Google_Protobuf_Value.self,
    ] as [any Message.Type]).map { ($0.protoMessageName, $0) }))

extension Google_Protobuf_Any {
  /// Makes a type known, so that JSON and the text format can show what an `Any` holds of it.
  ///
  /// May be called from any thread. The types of `google.protobuf` that JSON has forms for are
  /// known from the beginning.
  ///
  /// - Returns: Whether the name was free, or the type's own already.
  @discardableResult
  public static func register(messageType: any Message.Type) -> Bool {
    registeredTypes.withLock { types in
      if let known = types[messageType.protoMessageName] { return known == messageType }
      types[messageType.protoMessageName] = messageType
      return true
    }
  }

  /// The type that a URL names by what stands behind its last slash, if it is known.
  public static func messageType(forTypeURL url: String) -> (any Message.Type)? {
    guard let slash = url.lastIndex(of: "/") else { return nil }
    return messageType(forMessageName: String(url[url.index(after: slash)...]))
  }

  /// The type with a full name such as `google.protobuf.Empty`, if it is known.
  public static func messageType(forMessageName name: String) -> (any Message.Type)? {
    registeredTypes.withLock { $0[name] }
  }
}
