import BenchMessages
import Martlet
import Synchronization

/// Echoes; sleeps until it is cancelled if it is asked to.
struct Echo: Bench_Echo.SimpleServiceProtocol {
  /// The number of a request that is not answered.
  static let sleepy: Int32 = -1

  /// Called when a request comes that is not answered.
  var onSleep: @Sendable () -> Void = {}
  /// Called for each message of a stream of requests.
  var onMessage: @Sendable () -> Void = {}

  func unary(
    request: Bench_EchoRequest, context: ServerContext
  ) async throws -> Bench_EchoReply {
    if request.n == Self.sleepy {
      onSleep()
      try await Task.sleep(for: .seconds(3600))
    }
    return .with {
      $0.text = request.text
      $0.n = request.n
    }
  }

  func serverStream(
    request: Bench_StreamRequest, response: RPCWriter<Bench_EchoReply>, context: ServerContext
  ) async throws {
    for number in 0..<request.count { try await response.write(.with { $0.n = number }) }
  }

  func clientStream(
    request: RPCAsyncSequence<Bench_EchoRequest, any Error>, context: ServerContext
  ) async throws -> Bench_Summary {
    var summary = Bench_Summary()
    for try await _ in request {
      summary.count += 1
      onMessage()
    }
    return summary
  }

  func bidi(
    request: RPCAsyncSequence<Bench_EchoRequest, any Error>, response: RPCWriter<Bench_EchoReply>,
    context: ServerContext
  ) async throws {
    for try await message in request { try await response.write(.with { $0.n = message.n }) }
  }
}

/// Counts on any thread.
final class Counter: Sendable {
  private let count = Atomic<Int>(0)

  var value: Int { count.load(ordering: .acquiring) }

  func increment() { count.add(1, ordering: .acquiringAndReleasing) }
}
