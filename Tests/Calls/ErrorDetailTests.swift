import BenchMessages
import Martlet
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ErrorDetailTests {
  /// One of each kind.
  static let details: [ErrorDetails] = [
    .errorInfo(reason: "STOCK_EMPTY", domain: "shop.example", metadata: ["item": "tea"]),
    .retryInfo(delay: .milliseconds(-1500)),
    .debugInfo(stack: ["a", "b"], detail: "more"),
    .quotaFailure(violations: [.init(subject: "client:1", description: "used up")]),
    .preconditionFailure(violations: [.init(type: "T", subject: "s", description: "d")]),
    .badRequest(violations: [
      .init(
        field: "name", description: "is empty", reason: "EMPTY",
        localizedMessage: .init(locale: "de", message: "fehlt"))
    ]),
    .requestInfo(requestID: "7", servingData: "x"),
    .resourceInfo(type: "file", name: "a.txt", errorDescription: "is locked"),
    .help(links: [.init(url: "https://example.com", description: "manual")]),
    .localizedMessage(locale: "fr", message: "non"),
    .any(.with { $0.typeURL = "example.com/another.Type" }),
  ]

  @Test(arguments: Carrier.allCases)
  func `Details that a handler throws arrive at its client`(carrier: Carrier) async throws {
    var service = TestService()
    service.onUnary = { _, _ in
      throw GoogleRPCStatus(code: .aborted, message: "not now", details: Self.details)
    }
    try await carrier.run(service) { echo in
      let error = await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
      #expect(error?.code == .aborted)
      #expect(error?.message == "not now")
      let status = try error?.unpackGoogleRPCStatus()
      #expect(
        status == GoogleRPCStatus(code: .aborted, message: "not now", details: Self.details))
    }
  }

  @Test(arguments: Carrier.allCases)
  func `An error without details has none`(carrier: Carrier) async throws {
    var service = TestService()
    service.onUnary = { _, _ in throw RPCError(code: .aborted, message: "not now") }
    try await carrier.run(service) { echo in
      let error = await #expect(throws: RPCError.self) { _ = try await echo.unary(.init()) }
      let status = try error?.unpackGoogleRPCStatus()
      #expect(status == nil)
    }
  }

  @Test func `Details that are broken throw`() {
    let key = "grpc-status-details-bin"
    // A status that is cut off; one whose standard detail is.
    for bytes: [UInt8] in [[0x12, 0x05, 0x41], Self.statusWithBrokenDetail] {
      let error = RPCError(code: .aborted, message: "", metadata: [key: .binary(bytes)])
      #expect(throws: BinaryDecodingError.self) { try error.unpackGoogleRPCStatus() }
    }
  }

  private static let statusWithBrokenDetail: [UInt8] = {
    let any = ErrorDetails.any(
      .with {
        $0.typeURL = "type.googleapis.com/google.rpc.Help"
        $0.value = [0x0a, 0x7f]
      })
    let status = GoogleRPCStatus(code: .aborted, message: "", details: any)
    return (try? status.serializedBytes()) ?? []
  }()

  @Test(arguments: [-1, 0, 17, 5000])
  func `A code that is no error's becomes unknown`(number: Int32) throws {
    // Field 1, a varint of ten bytes at most.
    var bytes: [UInt8] = [0x08]
    var rest = UInt64(bitPattern: Int64(number))
    while rest > 0x7f {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
    let status = try GoogleRPCStatus(serializedBytes: bytes)
    #expect(status.code == .unknown)
  }
}
