import MartletProtobuf

/// A standard detail, and the message that carries it.
protocol StandardErrorDetail {
  associatedtype Carrier: Message
  init(_ carrier: Carrier)
  var carrier: Carrier { get }
}

extension ErrorDetails {
  /// The message that carries this detail.
  ///
  /// - Throws: ``BinaryEncodingError`` if it is too large.
  func pack() throws -> Google_Protobuf_Any {
    switch wrapped {
    case .errorInfo(let info): try Self.pack(info)
    case .retryInfo(let info): try Self.pack(info)
    case .debugInfo(let info): try Self.pack(info)
    case .quotaFailure(let info): try Self.pack(info)
    case .preconditionFailure(let info): try Self.pack(info)
    case .badRequest(let info): try Self.pack(info)
    case .requestInfo(let info): try Self.pack(info)
    case .resourceInfo(let info): try Self.pack(info)
    case .help(let info): try Self.pack(info)
    case .localizedMessage(let info): try Self.pack(info)
    case .any(let any): any
    }
  }

  private static func pack<Detail: StandardErrorDetail>(
    _ detail: Detail
  ) throws -> Google_Protobuf_Any {
    try Google_Protobuf_Any.with {
      $0.typeURL = "type.googleapis.com/" + Detail.Carrier.protoMessageName
      $0.value = try detail.carrier.serializedBytes()
    }
  }

  /// Reads a detail; one that is not standard stays as it is.
  ///
  /// - Throws: ``BinaryDecodingError`` if a standard one is broken.
  init(unpacking any: Google_Protobuf_Any) throws {
    // The name of the type is what follows the last slash, whatever comes before it.
    let name = any.typeURL.split(separator: "/").last.map { String($0) }
    switch name {
    case Google_Rpc_ErrorInfo.protoMessageName: self = .errorInfo(try Self.read(any))
    case Google_Rpc_RetryInfo.protoMessageName: self = .retryInfo(try Self.read(any))
    case Google_Rpc_DebugInfo.protoMessageName: self = .debugInfo(try Self.read(any))
    case Google_Rpc_QuotaFailure.protoMessageName: self = .quotaFailure(try Self.read(any))
    case Google_Rpc_PreconditionFailure.protoMessageName:
      self = .preconditionFailure(try Self.read(any))
    case Google_Rpc_BadRequest.protoMessageName: self = .badRequest(try Self.read(any))
    case Google_Rpc_RequestInfo.protoMessageName: self = .requestInfo(try Self.read(any))
    case Google_Rpc_ResourceInfo.protoMessageName: self = .resourceInfo(try Self.read(any))
    case Google_Rpc_Help.protoMessageName: self = .help(try Self.read(any))
    case Google_Rpc_LocalizedMessage.protoMessageName: self = .localizedMessage(try Self.read(any))
    default: self = .any(any)
    }
  }

  private static func read<Detail: StandardErrorDetail>(
    _ any: Google_Protobuf_Any
  ) throws -> Detail {
    Detail(try Detail.Carrier(serializedBytes: any.value))
  }
}
