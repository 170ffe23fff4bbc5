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
  ]

  /// The extensions of these.
  private static let extensions = SimpleExtensionMap(
    ProtobufTestMessages_Proto2_TestMessagesProto2_Extensions,
    ProtobufTestMessages_Editions_Proto2_TestMessagesProto2Editions_Extensions,
    ProtobufTestMessages_Editions_TestMessagesEdition2023_Extensions)

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
      guard let message = try read(request, type) else {
        return .with { $0.skipped = "there is no such input" }
      }
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
    case .protobufPayload(let bytes)?: return try M(serializedBytes: bytes, extensions: extensions)
    case .jsonPayload(let text)?:
      var options = JSONDecodingOptions()
      options.ignoreUnknownFields = request.testCategory == .jsonIgnoreUnknownParsingTest
      return try M(jsonString: text, extensions: extensions, options: options)
    case .textPayload(let text)?: return try M(textFormatString: text, extensions: extensions)
    case .jspbPayload?, nil: return nil
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
