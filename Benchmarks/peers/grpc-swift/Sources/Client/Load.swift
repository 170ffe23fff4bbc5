import GRPCCore
import GRPCNIOTransportHTTP2
import Messages

/// Calls of one kind, made as fast as the server answers.
struct Load: Sendable {
  let echo: Bench_Echo.Client<HTTP2ClientTransport.Posix>
  let mode: String
  let text: String

  /// Unary calls that are outstanding at once when throughput is measured.
  private static let outstanding = 100

  private var request: Bench_EchoRequest {
    .with {
      $0.text = text
      $0.n = 1
    }
  }

  /// Makes `count` calls.
  ///
  /// - Returns: The nanoseconds of each round trip, where there is one at a time.
  func run(_ count: Int) async throws -> [Int64] {
    switch mode {
    case "lat": return try await oneByOne(count)
    case "big": _ = try await oneByOne(count)
    case "tput": try await together(count)
    case "sstream", "bulk": try await serverStream(count)
    case "cstream": try await clientStream(count)
    case "bidi": return try await pingPong(count)
    default: throw WrongAnswer(message: "no such mode: \(mode)")
    }
    return []
  }

  private func oneByOne(_ count: Int) async throws -> [Int64] {
    let request = request
    var latencies: [Int64] = []
    latencies.reserveCapacity(count)
    for _ in 0..<count {
      let start = Meter.now()
      let reply = try await echo.unary(request)
      latencies.append(Meter.now() - start)
      guard reply.text.utf8.count == text.utf8.count else { throw WrongAnswer() }
    }
    return latencies
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
    let (answers, answered) = AsyncStream<Void>.makeStream()
    return try await echo.bidi { writer in
      var next = answers.makeAsyncIterator()
      for _ in 0..<count {
        try await writer.write(request)
        await next.next()
      }
    } onResponse: { response in
      var latencies: [Int64] = []
      latencies.reserveCapacity(count)
      var start = Meter.now()
      for try await _ in response.messages {
        let end = Meter.now()
        latencies.append(end - start)
        start = end
        answered.yield()
      }
      guard latencies.count == count else { throw WrongAnswer() }
      return latencies
    }
  }
}

/// The server has answered something else than it was asked for.
struct WrongAnswer: Error {
  var message = "the server has answered something else than it was asked for"
}
