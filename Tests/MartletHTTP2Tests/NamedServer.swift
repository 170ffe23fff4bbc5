import BenchMessages
import Martlet
import Testing

/// A server on a Unix socket that answers with its name.
final class NamedServer: Sendable {
  let address: SocketAddress
  private let server: GRPCServer<HTTP2ServerTransport>
  private let serving: Task<Void, any Error>
  private let service: Namer

  /// Starts a server that can be connected to once this returns.
  ///
  /// - Parameters:
  ///   - name: What it answers with.
  ///   - address: Where, if that should not be a place of its own.
  ///   - failure: What it ends every call with, if it answers none.
  init(
    _ name: String, at address: SocketAddress = .ofItsOwn, failure: RPCError? = nil
  ) async throws {
    service = Namer(name, failure)
    let server = GRPCServer(
      transport: .http2(
        address: address, transportSecurity: .plaintext, config: .defaults { $0.loops = 1 }),
      services: [service])
    self.server = server
    serving = Task { try await server.serve() }
    self.address = try await server.listeningAddress ?? address
  }

  /// The calls that have begun.
  var count: Int { service.count.value }

  /// Ends it at once, with all calls.
  func kill() async {
    serving.cancel()
    _ = await serving.result
  }

  /// Has it take no more calls, and end with the last.
  func drain() { server.beginGracefulShutdown() }

  /// Waits for its end.
  func ended() async throws { try await serving.value }
}

extension SocketAddress {
  /// A place where nobody listens yet.
  static var ofItsOwn: SocketAddress {
    .unixDomainSocket(path: "/tmp/martlet-test-\(UInt64.random(in: 0 ... .max)).sock")
  }
}

/// Answers with its name.
private struct Namer: Bench_Echo.SimpleServiceProtocol {
  let name: String
  let failure: RPCError?
  let count = Counter()

  init(_ name: String, _ failure: RPCError?) {
    self.name = name
    self.failure = failure
  }

  func unary(request: Bench_EchoRequest, context: ServerContext) async throws -> Bench_EchoReply {
    count.increment()
    if let failure { throw failure }
    return .with { $0.text = name }
  }

  func serverStream(
    request: Bench_StreamRequest, response: RPCWriter<Bench_EchoReply>, context: ServerContext
  ) async throws {}

  func clientStream(
    request: RPCAsyncSequence<Bench_EchoRequest, any Error>, context: ServerContext
  ) async throws -> Bench_Summary { Bench_Summary() }

  func bidi(
    request: RPCAsyncSequence<Bench_EchoRequest, any Error>, response: RPCWriter<Bench_EchoReply>,
    context: ServerContext
  ) async throws {
    count.increment()
    for try await _ in request { try await response.write(.with { $0.text = name }) }
  }
}

/// Runs a client of servers while `body` runs.
///
/// - Parameters:
///   - target: What it connects to.
///   - balancing: How calls are shared out.
///   - configure: Changes the configuration, which has short pauses.
///   - methods: How calls are made.
func withBalancedClient<Result: Sendable>(
  _ target: ConnectionTarget, _ balancing: ServiceConfig.LoadBalancingConfig = .roundRobin,
  methods: [MethodConfig] = [],
  configure: (inout HTTP2ClientTransport.Config) -> Void = { _ in },
  _ body: (GRPCClient<HTTP2ClientTransport>) async throws -> Result
) async throws -> Result {
  var config = HTTP2ClientTransport.Config.defaults {
    $0.backoff.initial = .milliseconds(1)
    $0.backoff.max = .milliseconds(10)
    $0.minResolutionInterval = .zero
  }
  configure(&config)
  return try await withGRPCClient(
    transport: .http2(
      target: target, transportSecurity: .plaintext, config: config,
      serviceConfig: ServiceConfig(methodConfig: methods, loadBalancingConfig: [balancing])),
    handleClient: body)
}

extension GRPCClient {
  /// The name of the server that a call goes to.
  func name(waits: Bool = false) async throws -> String {
    var options = CallOptions.defaults
    options.waitForReady = waits
    return try await Bench_Echo.Client(wrapping: self).unary(.init(), options: options).text
  }

  /// How often which server answers so many calls, one after the other.
  func names(_ count: Int) async throws -> [String: Int] {
    var names: [String: Int] = [:]
    for _ in 0..<count { names[try await name(), default: 0] += 1 }
    return names
  }

  /// Makes calls, and expects them to be answered as often by each of the servers as is said.
  func expect(
    _ expected: [String: Int], sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let names = try await names(expected.values.reduce(0, +))
    #expect(names == expected, sourceLocation: sourceLocation)
  }

  /// Calls until the servers that answer are these, each of them several times in a row, and no
  /// others; calls may fail meanwhile.
  func settle(on expected: Set<String>) async {
    while true {
      if let names = try? await names(4 * expected.count), Set(names.keys) == expected { return }
      await Task.yield()
    }
  }
}
