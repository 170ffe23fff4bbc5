import Foundation
import GRPCCore
import GRPCNIOTransportHTTP2
import Messages
import NIOPosix

/// grpc-swift's server of bench.Echo, with one event loop. `--tuned`: for latency
/// and large messages, instead of its defaults.
@main
struct Server {
  static func main() async throws {
    let transport = HTTP2ServerTransport.Posix(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
      config: .defaults { config in
        config.rpc.maxRequestPayloadSize = 64 << 20
        guard CommandLine.arguments.contains("--tuned") else { return }
        // What is written is delayed by 100 µs otherwise, in the hope of more.
        config.connection.flushCoalescing = nil
        config.http2.targetWindowSize = 8 << 20
        config.http2.maxFrameSize = 1 << 20
      },
      eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1))
    let server = GRPCServer(transport: transport, services: [Echo()])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.serve() }
      if let address = try await server.listeningAddress?.ipv4 {
        print("listening on ipv4:127.0.0.1:\(address.port)")
        fflush(nil)
      }
      try await group.waitForAll()
    }
  }
}

struct Echo: Bench_Echo.SimpleServiceProtocol {
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
