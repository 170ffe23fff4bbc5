import BenchMessages
import Martlet

/// A call with a stream each way, one message after the other.
final class Conversation: Sendable {
  private let requests = AsyncStream<Void>.makeStream()
  private let replies = AsyncThrowingStream<String, any Error>.makeStream()
  private let call: Task<Void, Never>

  init(with client: GRPCClient<HTTP2ClientTransport>) {
    call = Task { [requests = requests.stream, replies = replies.continuation] in
      do {
        try await Bench_Echo.Client(wrapping: client).bidi { writer in
          for await _ in requests { try await writer.write(.init()) }
        } onResponse: { response in
          for try await reply in response.messages { replies.yield(reply.text) }
        }
        replies.finish()
      } catch {
        replies.finish(throwing: error)
      }
    }
  }

  /// Sends a message; the answer.
  func ask() async throws -> String? {
    requests.continuation.yield()
    var iterator = replies.stream.makeAsyncIterator()
    return try await iterator.next()
  }

  /// Ends this side's half, and waits for the other's.
  func end() async throws {
    requests.continuation.finish()
    for try await _ in replies.stream {}
  }
}
