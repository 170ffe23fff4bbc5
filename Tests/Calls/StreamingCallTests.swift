import BenchMessages
import Martlet
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)))
struct StreamingCallTests {
  @Test(arguments: Carrier.allCases)
  func `A stream of responses arrives whole and in order`(carrier: Carrier) async throws {
    try await carrier.run(TestService()) { echo in
      let numbers = try await echo.serverStream(.with { $0.count = 5000 }) { response in
        var numbers: [Int32] = []
        for try await message in response.messages { numbers.append(message.n) }
        return numbers
      }
      #expect(numbers == Array(0..<5000))
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A stream of requests is taken whole`(carrier: Carrier) async throws {
    try await carrier.run(TestService()) { echo in
      let summary = try await echo.clientStream { writer in
        for number in 0..<5000 { try await writer.write(.with { $0.n = Int32(number) }) }
      }
      #expect(summary.count == 5000)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `Requests and responses alternate`(carrier: Carrier) async throws {
    try await carrier.run(TestService()) { echo in
      let (turns, turn) = AsyncStream<Int32>.makeStream()
      turn.yield(0)
      let last = try await echo.bidi { writer in
        for await number in turns { try await writer.write(.with { $0.n = number }) }
      } onResponse: { response in
        var last: Int32 = -1
        for try await reply in response.messages {
          #expect(reply.n == last + 1)
          last = reply.n
          if last == 99 { turn.finish() } else { turn.yield(last + 1) }
        }
        return last
      }
      #expect(last == 99)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `An error after some messages comes after them`(carrier: Carrier) async throws {
    var service = TestService()
    service.onServerStream = { _, _ in
      StreamingServerResponse { writer in
        try await writer.write(.with { $0.n = 1 })
        throw RPCError(code: .dataLoss, message: "gone")
      }
    }
    try await carrier.run(service) { echo in
      try await echo.serverStream(.init()) { response in
        var messages = response.messages.makeAsyncIterator()
        let first = try await messages.next()
        #expect(first?.n == 1)
        do {
          _ = try await messages.next()
          Issue.record("the error is missing")
        } catch let error as RPCError {
          #expect(error.code == .dataLoss)
        }
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `Initial metadata arrives ahead of an error that comes before any message`(
    carrier: Carrier
  ) async throws {
    var service = TestService()
    service.onServerStream = { _, _ in
      StreamingServerResponse(metadata: ["place": "header"]) { _ in
        throw RPCError(code: .dataLoss, message: "gone", metadata: ["place": "trailer"])
      }
    }
    try await carrier.run(service) { echo in
      try await echo.serverStream(.init()) { response in
        #expect(Array(response.metadata[stringValues: "place"]) == ["header"])
        let error = await #expect(throws: RPCError.self) {
          for try await _ in response.messages {}
        }
        #expect(error?.code == .dataLoss)
        #expect(error.map { Array($0.metadata[stringValues: "place"]) } == ["trailer"])
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A caller that stops reading ends the call`(carrier: Carrier) async throws {
    let ended = Signal()
    var service = TestService()
    service.onServerStream = { _, _ in
      StreamingServerResponse { writer in
        defer { ended.fire() }
        while true {
          try await writer.write(.with { $0.text = String(repeating: "x", count: 100) })
        }
      }
    }
    try await carrier.run(service) { echo in
      try await echo.serverStream(.init()) { response in
        var messages = response.messages.makeAsyncIterator()
        _ = try await messages.next()
      }
      await ended.wait()
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A reader that stalls holds the writer up`(carrier: Carrier) async throws {
    let written = Mutex(0)
    let payload = String(repeating: "x", count: 1000)
    var service = TestService()
    service.onServerStream = { _, _ in
      StreamingServerResponse { writer in
        for _ in 0..<20_000 {
          try await writer.write(.with { $0.text = payload })
          written.withLock { $0 += 1 }
        }
        return [:]
      }
    }
    try await carrier.run(service) { echo in
      let received = try await echo.serverStream(.init()) { response in
        var messages = response.messages.makeAsyncIterator()
        _ = try await messages.next()
        // Other calls on the connection go on, and give the writer every chance to run ahead.
        for _ in 0..<200 { _ = try await echo.unary(.init()) }
        // At most the windows and buffers between the two: 20 MB would be all of it.
        #expect(written.withLock { $0 } < 2000)
        var received = 1
        while try await messages.next() != nil { received += 1 }
        return received
      }
      #expect(received == 20_000)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `Initial metadata after the first message is an error`(carrier: Carrier) async throws {
    let outcome = Mutex<(any Error)?>(nil)
    var service = TestService()
    service.onServerStream = { _, context in
      StreamingServerResponse(metadata: ["early": "yes"]) { writer in
        try await writer.write(.init())
        do {
          try context.addInitialMetadata(["late": "no"])
        } catch {
          outcome.withLock { $0 = error }
        }
        return ["end": "yes"]
      }
    }
    try await carrier.run(service) { echo in
      try await echo.serverStream(.init()) { response in
        #expect(Array(response.metadata[stringValues: "early"]) == ["yes"])
        for try await part in response.bodyParts {
          if case .trailingMetadata(let trailing) = part {
            #expect(Array(trailing[stringValues: "end"]) == ["yes"])
          }
        }
      }
    }
    let error = outcome.withLock { $0 } as? RuntimeError
    #expect(error?.code == .metadataAlreadySent)
  }
}
