internal import InteropMessages
internal import Martlet

extension Grpc_Testing_Payload {
  /// The largest payload that a client may ask for: 64 MiB, far above what the cases need.
  private static let maximumBytes: Int32 = 64 << 20

  /// A payload of as many zeros as a request asked for.
  static func zeros(_ count: Int32) throws -> Grpc_Testing_Payload {
    guard count >= 0, count <= maximumBytes else {
      throw RPCError(
        code: .invalidArgument, message: "a payload has from 0 to \(maximumBytes) bytes")
    }
    return .with { $0.body = [UInt8](repeating: 0, count: Int(count)) }
  }
}

extension Grpc_Testing_BoolValue {
  /// Fails the call unless its last message came as the client says that it should have.
  func checkCompression(of context: ServerContext) throws {
    guard value != context.compression.requestMessageWasCompressed else { return }
    throw RPCError(
      code: .invalidArgument,
      message: value ? "the message is not compressed" : "the message is compressed")
  }
}

extension Grpc_Testing_EchoStatus {
  /// Ends the call with this status by throwing it, unless it says that the call succeeded.
  func check() throws {
    guard code != 0 else { return }
    let known = Status.Code(rawValue: Int(code)).flatMap(RPCError.Code.init)
    throw RPCError(code: known ?? .unknown, message: message)
  }
}
