public import MartletCore
public import MartletProtobuf

/// An error with details in messages of their own types, as `google.rpc.Status` carries them.
///
/// A handler throws it; the client finds it in the ``RPCError`` that the call fails with:
///
/// ```swift
/// throw GoogleRPCStatus(
///   code: .invalidArgument, message: "two fields are wrong",
///   details: .badRequest(violations: [.init(field: "name", description: "is empty")]))
///
/// catch let error as RPCError {
///   for detail in try error.unpackGoogleRPCStatus()?.details ?? [] { print(detail.badRequest) }
/// }
/// ```
public struct GoogleRPCStatus: Error, Hashable {
  /// The code of the error.
  public var code: RPCError.Code

  /// A description for developers.
  public var message: String

  /// What else is known.
  public var details: [ErrorDetails]

  /// Creates an error.
  public init(code: RPCError.Code, message: String, details: [ErrorDetails]) {
    self.code = code
    self.message = message
    self.details = details
  }

  /// Creates an error.
  public init(code: RPCError.Code, message: String, details: ErrorDetails...) {
    self.init(code: code, message: message, details: details)
  }
}

extension GoogleRPCStatus {
  /// Reads a serialized `google.rpc.Status`.
  ///
  /// A code that is not known, or that is no error's, becomes `unknown`.
  ///
  /// - Throws: ``BinaryDecodingError`` if the bytes are no such message, or if a detail whose type
  ///   is known is broken.
  public init<Bytes: ProtobufContiguousBytes>(
    serializedBytes bytes: Bytes, options: BinaryDecodingOptions = BinaryDecodingOptions()
  ) throws {
    let status = try Google_Rpc_Status(serializedBytes: bytes, options: options)
    self.init(
      code: Status.Code(rawValue: Int(status.code)).flatMap { RPCError.Code($0) } ?? .unknown,
      message: status.message,
      details: try status.details.map { try ErrorDetails(unpacking: $0) })
  }

  /// The error as a serialized `google.rpc.Status`.
  ///
  /// - Throws: ``BinaryEncodingError`` if a message is too large.
  public func serializedBytes<Bytes: ProtobufContiguousBytes>() throws -> Bytes {
    let status = try Google_Rpc_Status.with {
      $0.code = Int32(truncatingIfNeeded: code.rawValue)
      $0.message = message
      $0.details = try details.map { try $0.pack() }
    }
    return try status.serializedBytes()
  }
}

extension GoogleRPCStatus: RPCErrorConvertible {
  public var rpcErrorCode: RPCError.Code { code }
  public var rpcErrorMessage: String { message }

  /// The details, for the trailers ("grpc-status-details-bin").
  public var rpcErrorMetadata: Metadata {
    guard let bytes: [UInt8] = try? serializedBytes() else { return [:] }
    return [statusDetailsKey: .binary(bytes)]
  }
}

extension RPCError {
  /// The details that the error came with.
  ///
  /// - Returns: The details; `nil` if there are none.
  /// - Throws: ``BinaryDecodingError`` if they are broken.
  public func unpackGoogleRPCStatus() throws -> GoogleRPCStatus? {
    try metadata[binaryValues: statusDetailsKey].first { _ in true }
      .map { try GoogleRPCStatus(serializedBytes: $0) }
  }
}

/// The trailer that carries a serialized `google.rpc.Status` (gRPC "Richer error model").
private let statusDetailsKey = "grpc-status-details-bin"
