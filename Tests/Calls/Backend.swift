import BenchMessages
import Martlet
import Synchronization

/// A service that does with each attempt at a call what it was told to, and notes what came of it.
final class Backend: Sendable {
  /// What is done with an attempt.
  enum Act: Sendable {
    /// The call is served.
    case answer
    /// Nothing, until the attempt is cancelled.
    case hang
    /// The same; but an attempt at a call that streams requests is read to the end before.
    case readAndHang
    case fail(RPCError)
    /// It fails once the signal has been fired.
    case failAfter(Signal, RPCError)
    /// The call is served once the signal has been fired.
    case answerAfter(Signal)

    static func fail(_ code: RPCError.Code, pushback: String? = nil) -> Act {
      var error = RPCError(code: code, message: "not this time")
      if let pushback { error.metadata.addString(pushback, forKey: "grpc-retry-pushback-ms") }
      return .fail(error)
    }
  }

  /// One attempt, by the number of those before it that the client told.
  final class Attempt: Sendable {
    let begun = Signal()
    /// The whole request has come, of a call that streams requests.
    let hasRead = Signal()
    let cancelled = Signal()
  }

  private struct State {
    var previous: [String] = []
    var messages: [Int] = []
  }

  private let acts: [Act]
  private let state: Mutex<State>

  /// The attempts for which something is to be done.
  let attempts: [Attempt]

  /// Creates a service that does so with the first attempt, the second and so on, and fails all
  /// that come after.
  init(_ acts: Act...) {
    self.acts = acts
    attempts = acts.map { _ in Attempt() }
    state = Mutex(State(messages: acts.map { _ in 0 }))
  }

  /// What each attempt said of those before it, in order.
  var previous: [String] { state.withLock { $0.previous.sorted() } }

  /// The messages that came with each attempt at a call that streams requests.
  var messages: [Int] { state.withLock { $0.messages } }

  var service: TestService {
    var service = TestService()
    service.onUnary = { request, context in
      try await self.meet(request.metadata, context)
      return ServerResponse(message: request.message.reply)
    }
    service.onServerStream = { request, context in
      try await self.meet(request.metadata, context)
      return StreamingServerResponse { writer in
        try await writer.write(.with { $0.n = request.message.count })
        return [:]
      }
    }
    service.onClientStream = { request, context in
      var summary = Bench_Summary()
      let number = self.begin(request.metadata)
      if case .hang = self.act(number) { try await self.perform(number, context) }
      for try await _ in request.messages {
        summary.count += 1
        self.count(number)
      }
      self.attempt(number)?.hasRead.fire()
      try await self.perform(number, context)
      return ServerResponse(message: summary)
    }
    service.onBidi = { request, context in
      try await self.meet(request.metadata, context)
      return StreamingServerResponse { writer in
        for try await message in request.messages { try await writer.write(message.reply) }
        return [:]
      }
    }
    return service
  }

  private func attempt(_ number: Int) -> Attempt? {
    attempts.indices.contains(number) ? attempts[number] : nil
  }

  private func act(_ number: Int) -> Act {
    acts.indices.contains(number) ? acts[number] : .fail(.internalError)
  }

  private func count(_ number: Int) {
    state.withLock { if $0.messages.indices.contains(number) { $0.messages[number] += 1 } }
  }

  private func meet(_ metadata: Metadata, _ context: ServerContext) async throws {
    try await perform(begin(metadata), context)
  }

  /// Notes an attempt, and tells its number.
  private func begin(_ metadata: Metadata) -> Int {
    let previous = metadata[stringValues: "grpc-previous-rpc-attempts"].joined(separator: ",")
    state.withLock { $0.previous.append(previous) }
    let number = Int(previous) ?? 0
    attempt(number)?.begun.fire()
    return number
  }

  /// Does with an attempt what is to be done; returns if it is to be served.
  private func perform(_ number: Int, _ context: ServerContext) async throws {
    switch act(number) {
    case .answer: return
    case .answerAfter(let signal): await signal.wait()
    case .fail(let error): throw error
    case .failAfter(let signal, let error):
      await signal.wait()
      throw error
    case .hang, .readAndHang:
      do {
        try await Task.sleep(for: .seconds(3600))
      } catch {
        if context.cancellation.isCancelled { attempt(number)?.cancelled.fire() }
        throw error
      }
    }
  }
}
