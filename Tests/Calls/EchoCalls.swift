import BenchMessages
import Martlet

/// Calls of each kind, for tests of what is done with any.
enum EchoCalls {
  /// Calls that write three messages where they may write any number.
  static let ofEachKind: [String: @Sendable (any Bench_Echo.ClientProtocol) async throws -> Int32] =
    [
      "unary": { try await $0.unary(.with { $0.n = 3 }).n },
      "server stream": { echo in
        try await echo.serverStream(.with { $0.count = 3 }) { response in
          var last: Int32 = 0
          for try await message in response.messages { last = message.n }
          return last
        }
      },
      "client stream": { echo in
        try await echo.clientStream(
          requestProducer: { writer in for _ in 0..<3 { try await writer.write(.init()) } },
          onResponse: { Int32(try $0.message.count) })
      },
      "bidi": { echo in
        try await echo.bidi(
          requestProducer: { writer in
            for number in 1...3 { try await writer.write(.with { $0.n = Int32(number) }) }
          },
          onResponse: { response in
            var last: Int32 = 0
            for try await message in response.messages { last = message.n }
            return last
          })
      },
    ]
}

extension ServiceConfig {
  /// Makes all calls of the tests' service so.
  static func ofEcho(
    _ policy: RPCExecutionPolicy, timeout: Duration? = nil, throttling: RetryThrottling? = nil
  ) -> ServiceConfig {
    ServiceConfig(
      methodConfig: [
        MethodConfig(
          names: [.init(service: "bench.Echo")], timeout: timeout, executionPolicy: policy)
      ], retryThrottling: throttling)
  }
}
