internal import ArgumentParser
internal import BenchMessages
internal import Martlet
internal import SampleSupport

/// `bench-server`: what the benchmarks call.
@main
struct BenchServer: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-server", abstract: "Serves bench.Echo, for measuring.")

  @OptionGroup var address: ListenOptions

  @Option(help: "The number of event loops, each a thread; the number of cores if none is given.")
  var loops: Int?

  func run() async throws {
    let server = address.server([EchoService()]) { config in
      if let loops { config.loops = loops }
      // `big` sends 1 MiB of text, and whoever measures may want more.
      config.maxRequestMessageBytes = 64 << 20
    }
    try await serveUntilSignalled(server)
  }
}

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
