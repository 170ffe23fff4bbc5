import BenchMessages
import Martlet
import Synchronization
import Testing

/// Who compresses what, as both sides were set up.
@Suite(.timeLimit(.minutes(5)))
struct CompressionTests {
  private typealias ClientConfig = HTTP2ClientTransport.Config.Compression

  private static let long = String(repeating: "again and ", count: 1000)

  /// What the server of one call knew of its compression.
  private func call(
    server: CompressionAlgorithmSet, client: ClientConfig,
    compression: CompressionAlgorithm? = nil
  ) async throws -> CompressionProbe.Seen? {
    let probe = CompressionProbe()
    try await withGRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
        config: .defaults { $0.compression.enabledAlgorithms = server }),
      services: [probe]
    ) { running in
      let target = ConnectionTarget.addresses([try #require(await running.listeningAddress)])
      try await withGRPCClient(
        transport: .http2(
          target: target, transportSecurity: .plaintext,
          config: .defaults { $0.compression = client })
      ) { client in
        var options = CallOptions.defaults
        options.compression = compression
        let reply = try await Bench_Echo.Client(wrapping: client)
          .unary(.with { $0.text = Self.long }, options: options)
        #expect(reply.text == Self.long)
      }
    }
    return probe.seen.withLock { $0 }
  }

  @Test func `Nothing is compressed by default`() async throws {
    let seen = try await call(server: .none, client: .defaults)
    #expect(seen == .init(wasCompressed: false, algorithm: .none))
  }

  @Test(arguments: [CompressionAlgorithm.gzip, .deflate])
  func `A client compresses with its algorithm and is answered with the same`(
    _ algorithm: CompressionAlgorithm
  ) async throws {
    let seen = try await call(
      server: .all, client: ClientConfig(algorithm: algorithm, enabledAlgorithms: .all))
    #expect(seen == .init(wasCompressed: true, algorithm: algorithm))
  }

  @Test func `A call's options come before the client's algorithm`() async throws {
    let client = ClientConfig(algorithm: .gzip, enabledAlgorithms: .all)
    let plain = try await call(server: .all, client: client, compression: CompressionAlgorithm.none)
    #expect(plain?.wasCompressed == false)
    let other = try await call(server: .all, client: client, compression: .deflate)
    #expect(other == .init(wasCompressed: true, algorithm: .deflate))
  }

  @Test func `A call cannot use what its client has not enabled`() async throws {
    let seen = try await call(server: .all, client: .defaults, compression: .gzip)
    #expect(seen == .init(wasCompressed: false, algorithm: .none))
  }

  @Test func `A server answers with what both have enabled`() async throws {
    let seen = try await call(
      server: .deflate, client: ClientConfig(algorithm: .none, enabledAlgorithms: .all))
    #expect(seen == .init(wasCompressed: false, algorithm: .deflate))
  }

  @Test func `A server refuses what it has not enabled`() async throws {
    let error = await #expect(throws: RPCError.self) {
      _ = try await call(
        server: .deflate, client: ClientConfig(algorithm: .gzip, enabledAlgorithms: .all))
    }
    #expect(error?.code == .unimplemented)
    #expect(error?.message.contains("supported: deflate,identity") == true)
  }

  @Test func `A set of algorithms lists those in it`() {
    #expect(Set(CompressionAlgorithmSet.all.elements) == [.none, .gzip, .deflate])
    #expect(Array(CompressionAlgorithmSet.gzip.elements) == [.gzip])
    #expect(CompressionAlgorithmSet.gzip.contains(CompressionAlgorithm.gzip))
    #expect(!CompressionAlgorithmSet.gzip.contains(CompressionAlgorithm.deflate))
  }
}

/// Notes what a handler is told of its call's compression.
private final class CompressionProbe: UnaryOnly {
  struct Seen: Equatable {
    var wasCompressed: Bool
    var algorithm: CompressionAlgorithm
  }

  let seen = Mutex<Seen?>(nil)

  func unary(
    request: Bench_EchoRequest, context: ServerContext
  ) async throws -> Bench_EchoReply {
    let compression = context.compression
    seen.withLock {
      $0 = Seen(
        wasCompressed: compression.requestMessageWasCompressed, algorithm: compression.algorithm)
    }
    return .with { $0.text = request.text }
  }
}
