internal import MartletProtobuf

/// Reads a message in one form and writes it in another, as a request of the runner says.
enum Testee {
  /// The types that tests are about.
  static let types: [any Message.Type] = [
    ProtobufTestMessages_Proto2_TestAllTypesProto2.self,
    ProtobufTestMessages_Proto3_TestAllTypesProto3.self,
    ProtobufTestMessages_Editions_Proto2_TestAllTypesProto2.self,
    ProtobufTestMessages_Editions_Proto3_TestAllTypesProto3.self,
    ProtobufTestMessages_Editions_TestAllTypesEdition2023.self,
    ProtobufTestMessages_EditionUnstable_TestAllTypesEditionUnstable.self,
  ]

  /// The extensions of these.
  private static let extensions = SimpleExtensionMap(
    ProtobufTestMessages_Proto2_TestMessagesProto2_Extensions,
    ProtobufTestMessages_Editions_Proto2_TestMessagesProto2Editions_Extensions,
    ProtobufTestMessages_Editions_TestMessagesEdition2023_Extensions,
    ProtobufTestMessages_EditionUnstable_TestMessagesEditionUnstable_Extensions)

  /// Answers one request.
  static func answer(_ request: Conformance_ConformanceRequest) -> Conformance_ConformanceResponse {
    if request.messageType == "conformance.FailureSet" { return failureSet }
    guard let type = types.first(where: { $0.protoMessageName == request.messageType }) else {
      return .with { $0.skipped = "there is no message \(request.messageType)" }
    }
    return answer(request, type)
  }

  /// No test may fail.
  private static var failureSet: Conformance_ConformanceResponse {
    .with { $0.protobufPayload = [] }
  }

  private static func answer<M: Message>(
    _ request: Conformance_ConformanceRequest, _ type: M.Type
  ) -> Conformance_ConformanceResponse {
    do {
      guard var message = try read(request, type) else {
        return .with { $0.skipped = "there is no such input" }
      }
      try change(&message, request)
      do {
        return try write(message, request)
      } catch {
        return .with { $0.serializeError = "\(error)" }
      }
    } catch {
      return .with { $0.parseError = "\(error)" }
    }
  }

  private static func read<M: Message>(
    _ request: Conformance_ConformanceRequest, _ type: M.Type
  ) throws -> M? {
    switch request.payload {
    case .protobufPayload(let bytes)?: try binary(bytes)
    case .jsonPayload(let text)?: try json(text, request)
    case .textPayload(let text)?: try M(textFormatString: text, extensions: extensions)
    case .jspbPayload?, nil: nil
    }
  }

  private static func binary<M: Message>(
    _ bytes: [UInt8], options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws -> M {
    try M(serializedBytes: bytes, extensions: extensions, options: options)
  }

  private static func json<M: Message>(
    _ text: String, _ request: Conformance_ConformanceRequest
  ) throws -> M {
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = request.testCategory == .jsonIgnoreUnknownParsingTest
    return try M(jsonString: text, extensions: extensions, options: options)
  }

  /// Does what is asked between reading and writing: merging first, then dropping.
  private static func change<M: Message>(
    _ message: inout M, _ request: Conformance_ConformanceRequest
  ) throws {
    let other: M? =
      switch request.mergePayload {
      case .mergeProtobufPayload(let bytes)?: try binary(bytes)
      case .mergeJsonPayload(let text)?: try json(text, request)
      case .mergeTextPayload(let text)?: try M(textFormatString: text, extensions: extensions)
      case nil: nil
      }
    if let other {
      let bytes: [UInt8] = try other.serializedBytes()
      try message.merge(serializedBytes: bytes, extensions: extensions)
    }
    if request.discardUnknownFields {
      var options = BinaryDecodingOptions()
      options.discardUnknownFields = true
      message = try binary(message.serializedBytes(), options: options)
    }
  }

  private static func write(
    _ message: some Message, _ request: Conformance_ConformanceRequest
  ) throws -> Conformance_ConformanceResponse {
    var response = Conformance_ConformanceResponse()
    switch request.requestedOutputFormat {
    case .protobuf: response.protobufPayload = try message.serializedBytes()
    case .json: response.jsonPayload = try message.jsonString()
    case .textFormat:
      var options = TextFormatEncodingOptions()
      options.printUnknownFields = request.printUnknownFields
      response.textPayload = message.textFormatString(options: options)
    case .jspb, .unspecified, .UNRECOGNIZED:
      response.skipped = "there is no such output"
    }
    return response
  }
}
