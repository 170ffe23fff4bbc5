import BenchMessages
import Martlet
import Testing

/// Streams that are read and written by tasks of other executors than the call's.
@Suite(.timeLimit(.minutes(5)))
struct RemoteStreamTests {
  @Test(arguments: Carrier.allCases)
  func `Several tasks may write, and the messages of each keep their order`(
    carrier: Carrier
  ) async throws {
    try await carrier.run(TestService()) { echo in
      let numbers = try await echo.bidi { writer in
        try await withThrowingDiscardingTaskGroup { group in
          for task in 0..<8 {
            group.addTask {
              for number in 0..<1000 {
                try await writer.write(.with { $0.n = Int32(1000 * task + number) })
              }
            }
          }
        }
      } onResponse: { response in
        var numbers: [Int32] = []
        for try await reply in response.messages { numbers.append(reply.n) }
        return numbers
      }
      #expect(numbers.count == 8000)
      for task in 0..<Int32(8) {
        #expect(numbers.filter { $0 / 1000 == task } == Array(1000 * task..<1000 * task + 1000))
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A handler's detached task writes as the handler does`(carrier: Carrier) async throws {
    var service = TestService()
    service.onServerStream = { request, _ in
      StreamingServerResponse(metadata: ["early": "yes"]) { writer in
        try await Task.detached {
          for number in 0..<request.message.count {
            try await writer.write(.with { $0.n = number })
          }
        }.value
        return ["late": "yes"]
      }
    }
    try await carrier.run(service) { echo in
      try await echo.serverStream(.with { $0.count = 5000 }) { response in
        #expect(Array(response.metadata[stringValues: "early"]) == ["yes"])
        var numbers: [Int32] = []
        for try await part in response.bodyParts {
          switch part {
          case .message(let message): numbers.append(message.n)
          case .trailingMetadata(let metadata):
            #expect(Array(metadata[stringValues: "late"]) == ["yes"])
          }
        }
        #expect(numbers == Array(0..<5000))
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `Of several messages those before one that is too large are sent`(
    carrier: Carrier
  ) async throws {
    var options = CallOptions.defaults
    options.maxRequestMessageBytes = 1000
    let limited = options
    try await carrier.run(TestService()) { echo in
      let replies = try await echo.bidi(options: limited) { writer in
        let sizes = [10, 20, 1001, 30]
        let error = await #expect(throws: RPCError.self) {
          try await writer.write(
            contentsOf: sizes.map { size in
              .with { $0.text = String(repeating: "x", count: size) }
            })
        }
        #expect(error?.code == .resourceExhausted)
      } onResponse: { response in
        var replies: [Int] = []
        for try await reply in response.messages { replies.append(reply.text.utf8.count) }
        return replies
      }
      #expect(replies == [10, 20])
    }
  }

  @Test(arguments: Carrier.allCases)
  func `Writing after the call has ended says how it ended`(carrier: Carrier) async throws {
    var service = TestService()
    service.onBidi = { _, _ in
      StreamingServerResponse(error: RPCError(code: .aborted, message: "no"))
    }
    try await carrier.run(service) { echo in
      let ended = Signal()
      try await echo.bidi { writer in
        await ended.wait()
        let error = await #expect(throws: RPCError.self) { try await writer.write(.init()) }
        #expect(error?.code == .aborted)
      } onResponse: { response in
        #expect(throws: RPCError.self) { _ = try response.accepted.get() }
        ended.fire()
      }
    }
  }
}
