internal import BenchMessages
internal import Martlet

/// Calls of one kind, made as fast as the server answers.
struct Load: Sendable {
  let echo: Bench_Echo.Client<HTTP2ClientTransport>
  let mode: BenchClient.Mode
  let text: String

  /// Unary calls that are outstanding at once when throughput is measured.
  private static let outstanding = 100
  /// The most calls that are made before the clock starts.
  private static let maximumWarmUp = 1000

  private var request: Bench_EchoRequest {
    .with {
      $0.text = text
      $0.n = 1
    }
  }

  /// Warms the connection up, then makes `count` calls and says what they took.
  func measure(_ count: Int) async throws -> Report {
    try await run(min(Self.maximumWarmUp, max(1, count / 10))) { _ in }
    var latencies: [Int64] = []
    if mode == .lat || mode == .bidi { latencies.reserveCapacity(count) }
    let meter = Meter()
    try await run(count) { latencies.append($0) }
    return meter.report(mode: mode.rawValue, count: count, latencies: latencies)
  }

  /// - Parameter note: Gets the nanoseconds of each round trip, where there is one at a time.
  private func run(_ count: Int, _ note: (Int64) -> Void) async throws {
    switch mode {
    case .lat: try await oneByOne(count, note)
    case .big: try await oneByOne(count) { _ in }
    case .tput: try await together(count)
    case .sstream, .bulk: try await serverStream(count)
    case .cstream: try await clientStream(count)
    case .bidi: try await pingPong(count).forEach(note)
    }
  }

  private func oneByOne(_ count: Int, _ note: (Int64) -> Void) async throws {
    let request = request
    for _ in 0..<count {
      let start = Meter.now()
      let reply = try await echo.unary(request)
      note(Meter.now() - start)
      guard reply.n == 1, reply.text.utf8.count == text.utf8.count else { throw WrongAnswer() }
    }
  }

  private func together(_ count: Int) async throws {
    let request = request
    try await withThrowingDiscardingTaskGroup { group in
      for worker in 0..<Self.outstanding {
        let share = (count + Self.outstanding - 1 - worker) / Self.outstanding
        group.addTask {
          for _ in 0..<share {
            guard try await echo.unary(request).n == 1 else { throw WrongAnswer() }
          }
        }
      }
    }
  }

  private func serverStream(_ count: Int) async throws {
    let request = Bench_StreamRequest.with {
      $0.count = Int32(clamping: count)
      $0.payload = Int32(clamping: text.utf8.count)
    }
    let received = try await echo.serverStream(request) { response in
      var received = 0
      for try await _ in response.messages { received += 1 }
      return received
    }
    guard received == count else { throw WrongAnswer() }
  }

  private func clientStream(_ count: Int) async throws {
    let request = request
    let summary = try await echo.clientStream { writer in
      for _ in 0..<count { try await writer.write(request) }
    }
    guard summary.count == Int64(count) else { throw WrongAnswer() }
  }

  /// One call in which each message waits for the answer to the last.
  private func pingPong(_ count: Int) async throws -> [Int64] {
    let request = request
    // The producer sends the first message, since the answer may wait for it; then whoever reads
    // the answers writes, so that no message changes tasks.
    let (writers, handOver) = AsyncStream<RPCWriter<Bench_EchoRequest>>.makeStream()
    let (end, finish) = AsyncStream<Void>.makeStream()
    return try await echo.bidi { writer in
      handOver.yield(writer)
      try await writer.write(request)
      for await _ in end {}
    } onResponse: { response in
      guard let writer = await writers.first(where: { _ in true }) else { throw WrongAnswer() }
      var latencies: [Int64] = []
      latencies.reserveCapacity(count)
      var start = Meter.now()
      for try await _ in response.messages {
        let end = Meter.now()
        latencies.append(end - start)
        start = end
        if latencies.count < count { try await writer.write(request) } else { finish.finish() }
      }
      guard latencies.count == count else { throw WrongAnswer() }
      return latencies
    }
  }
}

/// The server has answered something else than it was asked for.
struct WrongAnswer: Error {}
