internal import BenchMessages
internal import Martlet

/// Answers with what it was sent.
struct EchoService: Bench_Echo.SimpleServiceProtocol {
  func unary(
    request: Bench_EchoRequest, context: ServerContext
  ) async throws -> Bench_EchoReply {
    var reply = Bench_EchoReply()
    reply.text = request.text
    reply.n = request.n
    return reply
  }

  func serverStream(
    request: Bench_StreamRequest, response: RPCWriter<Bench_EchoReply>, context: ServerContext
  ) async throws {
    guard request.payload >= 0, request.payload <= 1 << 24 else {
      throw RPCError(code: .invalidArgument, message: "payload must be from 0 to 16 MiB")
    }
    var reply = Bench_EchoReply()
    reply.text = String(repeating: "x", count: Int(request.payload))
    for number in 0..<max(0, request.count) {
      reply.n = number
      try await response.write(reply)
    }
  }

  func clientStream(
    request: RPCAsyncSequence<Bench_EchoRequest, any Error>, context: ServerContext
  ) async throws -> Bench_Summary {
    var summary = Bench_Summary()
    for try await _ in request { summary.count += 1 }
    return summary
  }

  func bidi(
    request: RPCAsyncSequence<Bench_EchoRequest, any Error>, response: RPCWriter<Bench_EchoReply>,
    context: ServerContext
  ) async throws {
    var reply = Bench_EchoReply()
    for try await message in request {
      reply.text = message.text
      reply.n = message.n
      try await response.write(reply)
    }
  }
}
