import BenchMessages
import Martlet
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5)))
struct CancellationTests {
  /// A service that says when it has begun, and when it was cancelled.
  private func sleeper(begun: Signal, cancelled: Signal) -> TestService {
    var service = TestService()
    service.onUnary = { _, context in
      begun.fire()
      do {
        try await Task.sleep(for: .seconds(3600))
      } catch {
        if context.cancellation.isCancelled { cancelled.fire() }
        throw error
      }
      return ServerResponse(message: .init())
    }
    return service
  }

  @Test(arguments: Carrier.allCases)
  func `A deadline ends the call on both sides`(carrier: Carrier) async throws {
    let (begun, cancelled) = (Signal(), Signal())
    try await carrier.run(sleeper(begun: begun, cancelled: cancelled)) { echo in
      // On a busy machine the time may be up before the handler begins: then there is more of it.
      var options = CallOptions.defaults
      options.timeout = .milliseconds(50)
      while !begun.hasFired {
        do {
          _ = try await echo.unary(.init(), options: options)
          Issue.record("the call should have failed")
        } catch let error as RPCError {
          #expect(error.code == .deadlineExceeded, "\(error)")
        }
        options.timeout = options.timeout.map { $0 * 2 }
      }
      await cancelled.wait()
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A deadline that has passed already fails without a call`(carrier: Carrier) async throws {
    var options = CallOptions.defaults
    options.timeout = .zero
    try await carrier.run(TestService()) { [options] echo in
      let error = await #expect(throws: RPCError.self) {
        _ = try await echo.unary(.init(), options: options)
      }
      #expect(error?.code == .deadlineExceeded)
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A cancelled task cancels its call and the handler`(carrier: Carrier) async throws {
    let (begun, cancelled) = (Signal(), Signal())
    try await carrier.run(sleeper(begun: begun, cancelled: cancelled)) { echo in
      let call = Task { try await echo.unary(.init()) }
      await begun.wait()
      call.cancel()
      let error = await #expect(throws: RPCError.self) { _ = try await call.value }
      #expect(error?.code == .cancelled)
      await cancelled.wait()
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A reader whose task is cancelled always finds the call cancelled`(
    carrier: Carrier
  ) async throws {
    var service = TestService()
    service.onServerStream = { _, _ in
      StreamingServerResponse { writer in
        try await writer.write(.init())
        try await Task.sleep(for: .seconds(3600))
        return [:]
      }
    }
    try await carrier.run(service) { echo in
      // Whether the call ends first or the wait for its next message is up to the threads.
      for _ in 0..<200 {
        let begun = Signal()
        let call = Task {
          try await echo.serverStream(.init()) { response in
            for try await _ in response.messages { begun.fire() }
          }
        }
        await begun.wait()
        call.cancel()
        let error = await #expect(throws: RPCError.self) { try await call.value }
        #expect(error?.code == .cancelled)
      }
    }
  }

  @Test(arguments: Carrier.allCases, [false, true])
  func `A call is cancelled on both sides before and after its request has ended`(
    carrier: Carrier, endsRequest: Bool
  ) async throws {
    let (begun, cancelled) = (Signal(), Signal())
    var service = TestService()
    service.onClientStream = { request, context in
      do {
        for try await _ in request.messages { if !endsRequest { begun.fire() } }
        begun.fire()
        try await Task.sleep(for: .seconds(3600))
      } catch {
        if context.cancellation.isCancelled { cancelled.fire() }
        throw error
      }
      return ServerResponse(message: .init())
    }
    try await carrier.run(service) { echo in
      let call = Task {
        try await echo.clientStream { writer in
          try await writer.write(.init())
          if !endsRequest { try await Task.sleep(for: .seconds(3600)) }
        }
      }
      await begun.wait()
      call.cancel()
      let error = await #expect(throws: RPCError.self) { _ = try await call.value }
      #expect(error?.code == .cancelled)
      await cancelled.wait()
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A call that is cancelled between its responses keeps those that came`(
    carrier: Carrier
  ) async throws {
    let (enough, ended) = (Signal(), Signal())
    var service = TestService()
    service.onBidi = { request, _ in
      StreamingServerResponse { writer in
        defer { ended.fire() }
        for try await message in request.messages { try await writer.write(message.reply) }
        return [:]
      }
    }
    try await carrier.run(service) { echo in
      let received = Mutex<[Int32]>([])
      let (turns, turn) = AsyncStream<Int32>.makeStream()
      turn.yield(0)
      let call = Task {
        try await echo.bidi { writer in
          for await number in turns { try await writer.write(.with { $0.n = number }) }
        } onResponse: { response in
          for try await reply in response.messages {
            received.withLock { $0.append(reply.n) }
            if reply.n == 2 { enough.fire() } else { turn.yield(reply.n + 1) }
          }
        }
      }
      await enough.wait()
      call.cancel()
      let error = await #expect(throws: RPCError.self) { try await call.value }
      #expect(error?.code == .cancelled)
      #expect(received.withLock { $0 } == [0, 1, 2])
      await ended.wait()
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A handler that was cancelled does not cancel the next`(carrier: Carrier) async throws {
    let (begun, cancelled) = (Signal(), Signal())
    var service = sleeper(begun: begun, cancelled: cancelled)
    let sleep = service.onUnary
    service.onUnary = { request, context in
      if request.message.n == 0 { return try await sleep(request, context) }
      #expect(!Task.isCancelled)
      return ServerResponse(message: request.message.reply)
    }
    try await carrier.run(service) { echo in
      let call = Task { try await echo.unary(.init()) }
      await begun.wait()
      call.cancel()
      await cancelled.wait()
      for number in Int32(1)...50 {
        let reply = try await echo.unary(.with { $0.n = number })
        #expect(reply.n == number)
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `Calls that a handler makes inherit its deadline`(carrier: Carrier) async throws {
    let inner = Mutex<Duration?>(nil)
    var downstream = TestService()
    downstream.onUnary = { request, context in
      inner.withLock { $0 = context.timeRemaining }
      return ServerResponse(message: request.message.reply)
    }
    var options = CallOptions.defaults
    options.timeout = .seconds(20)
    try await carrier.run(downstream) { [options] next in
      var service = TestService()
      service.onUnary = { request, _ in
        // A child task, too, belongs to the call.
        async let reply = next.unary(request.message)
        return ServerResponse(message: try await reply)
      }
      try await carrier.run(service) { echo in
        _ = try await echo.unary(.init(), options: options)
        let remaining = try #require(inner.withLock { $0 })
        #expect(remaining <= .seconds(20) && remaining > .zero)
        _ = try await echo.unary(.init())
        #expect(inner.withLock { $0 } == nil)
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A task that outlives its handler keeps the deadline`(carrier: Carrier) async throws {
    let inner = Mutex<Duration?>(nil)
    var downstream = TestService()
    downstream.onUnary = { request, context in
      inner.withLock { $0 = context.timeRemaining }
      return ServerResponse(message: request.message.reply)
    }
    try await carrier.run(downstream) { next in
      let (otherCallsAreOver, done) = (Signal(), Signal())
      var service = TestService()
      service.onUnary = { request, _ in
        if request.message.n == 0 {
          Task {
            await otherCallsAreOver.wait()
            _ = try await next.unary(request.message)
            done.fire()
          }
        }
        return ServerResponse(message: request.message.reply)
      }
      try await carrier.run(service) { echo in
        var options = CallOptions.defaults
        options.timeout = .seconds(200)
        _ = try await echo.unary(.init(), options: options)
        // Workers are used again.
        options.timeout = .seconds(20)
        for number in Int32(1)...4 {
          _ = try await echo.unary(.with { $0.n = number }, options: options)
        }
        otherCallsAreOver.fire()
        await done.wait()
        let remaining = try #require(inner.withLock { $0 })
        #expect(remaining > .seconds(20) && remaining <= .seconds(200))
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A handler can wait for the end of its call`(carrier: Carrier) async throws {
    let (begun, seen) = (Signal(), Signal())
    var service = TestService()
    service.onUnary = { request, context in
      // Unstructured, so that task cancellation is not what ends the wait.
      Task {
        begun.fire()
        try await context.cancellation.cancelled
        seen.fire()
      }
      try await Task.sleep(for: .seconds(3600))
      return ServerResponse(message: request.message.reply)
    }
    try await carrier.run(service) { echo in
      let call = Task { try await echo.unary(.init()) }
      await begun.wait()
      call.cancel()
      await seen.wait()
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A producer that fails at once ends its call, however early`(
    carrier: Carrier
  ) async throws {
    let failure = RPCError(code: .aborted, message: "nothing to say")
    try await carrier.run(TestService()) { echo in
      // The producer and the call begin on different threads: either may be first.
      try await withThrowingDiscardingTaskGroup { group in
        for _ in 0..<500 {
          group.addTask {
            do {
              _ = try await echo.clientStream { _ in throw failure }
              Issue.record("the call should have failed")
            } catch let error as RPCError {
              #expect(error == failure)
            }
          }
        }
      }
    }
  }
}
