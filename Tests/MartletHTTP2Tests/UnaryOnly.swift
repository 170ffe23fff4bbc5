import BenchMessages
import Martlet

/// A service of which a test wants only the unary method.
protocol UnaryOnly: Bench_Echo.SimpleServiceProtocol {}

extension UnaryOnly {
  func serverStream(
    request: Bench_StreamRequest, response: RPCWriter<Bench_EchoReply>, context: ServerContext
  ) async throws {}

  func clientStream(
    request: RPCAsyncSequence<Bench_EchoRequest, any Error>, context: ServerContext
  ) async throws -> Bench_Summary { Bench_Summary() }

  func bidi(
    request: RPCAsyncSequence<Bench_EchoRequest, any Error>, response: RPCWriter<Bench_EchoReply>,
    context: ServerContext
  ) async throws {}
}
