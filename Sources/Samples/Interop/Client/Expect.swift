internal import InteropMessages
internal import Martlet

/// Why a case failed.
struct CaseFailure: Error, CustomStringConvertible {
  let description: String
}

/// Fails the case unless `actual` is `expected`.
func expect<Value: Equatable>(_ what: String, _ actual: Value, is expected: Value) throws {
  guard actual == expected else {
    throw CaseFailure(description: "\(what) is \(actual), but should be \(expected)")
  }
}

/// Fails the case unless `payload` is `size` zeros.
func expect(_ payload: Grpc_Testing_Payload, hasSize size: Int32) throws {
  try expect("the payload's type", payload.type, is: .compressable)
  try expect("the payload's size", payload.body.count, is: Int(size))
  try expect("the payload being zeros", payload.body.allSatisfy { $0 == 0 }, is: true)
}

/// Fails the case unless `body` ends with this status.
func expect(
  _ code: RPCError.Code, message: String? = nil, from body: () async throws -> Void
) async throws {
  do {
    try await body()
  } catch let error as RPCError {
    // The description tells why, where another code came.
    guard error.code == code else {
      throw CaseFailure(description: "the call ended with \(error), but should with \(code)")
    }
    if let message { try expect("the status message", error.message, is: message) }
    return
  }
  throw CaseFailure(description: "the call succeeded, but should end with \(code)")
}
