import BenchMessages
import Martlet
import Synchronization
import Testing

/// A service whose methods each test fills in.
struct TestService: Bench_Echo.ServiceProtocol {
  typealias Unary =
    @Sendable (ServerRequest<Bench_EchoRequest>, ServerContext) async throws ->
    ServerResponse<Bench_EchoReply>
  typealias ServerStream =
    @Sendable (ServerRequest<Bench_StreamRequest>, ServerContext) async throws ->
    StreamingServerResponse<Bench_EchoReply>
  typealias ClientStream =
    @Sendable (StreamingServerRequest<Bench_EchoRequest>, ServerContext) async throws ->
    ServerResponse<Bench_Summary>
  typealias Bidi =
    @Sendable (StreamingServerRequest<Bench_EchoRequest>, ServerContext) async throws ->
    StreamingServerResponse<Bench_EchoReply>

  var onUnary: Unary = { request, _ in ServerResponse(message: request.message.reply) }
  var onServerStream: ServerStream = { request, _ in
    StreamingServerResponse { writer in
      for number in 0..<request.message.count {
        try await writer.write(.with { $0.n = number })
      }
      return [:]
    }
  }
  var onClientStream: ClientStream = { request, _ in
    var summary = Bench_Summary()
    for try await _ in request.messages { summary.count += 1 }
    return ServerResponse(message: summary)
  }
  var onBidi: Bidi = { request, _ in
    StreamingServerResponse { writer in
      for try await message in request.messages { try await writer.write(message.reply) }
      return [:]
    }
  }

  func unary(
    request: ServerRequest<Bench_EchoRequest>, context: ServerContext
  ) async throws -> ServerResponse<Bench_EchoReply> {
    try await onUnary(request, context)
  }

  func serverStream(
    request: ServerRequest<Bench_StreamRequest>, context: ServerContext
  ) async throws -> StreamingServerResponse<Bench_EchoReply> {
    try await onServerStream(request, context)
  }

  func clientStream(
    request: StreamingServerRequest<Bench_EchoRequest>, context: ServerContext
  ) async throws -> ServerResponse<Bench_Summary> {
    try await onClientStream(request, context)
  }

  func bidi(
    request: StreamingServerRequest<Bench_EchoRequest>, context: ServerContext
  ) async throws -> StreamingServerResponse<Bench_EchoReply> {
    try await onBidi(request, context)
  }
}

extension Bench_EchoRequest {
  /// The reply that echoes the request.
  var reply: Bench_EchoReply {
    .with {
      $0.text = text
      $0.n = n
    }
  }
}

/// What carries the calls of a test.
enum Carrier: CaseIterable, Sendable {
  case inProcess, tcp, unixSocket

  /// Serves `service` while `body` calls it.
  func run<Result: Sendable>(
    _ service: TestService,
    config: HTTP2ServerTransport.Config = .defaults { $0.loops = 2 },
    serverInterceptors: [ConditionalInterceptor<any ServerInterceptor>] = [],
    clientInterceptors: [any ClientInterceptor] = [],
    serviceConfig: ServiceConfig = ServiceConfig(),
    _ body: @Sendable @escaping (any Bench_Echo.ClientProtocol) async throws -> Result
  ) async throws -> Result {
    try await serve(
      [service], config: config, serverInterceptors: serverInterceptors,
      clientInterceptors: clientInterceptors, serviceConfig: serviceConfig
    ) { client in
      try await body(Bench_Echo.Client(wrapping: client))
    }
  }

  /// Serves services while `body` has a client of them.
  func serve<Result: Sendable>(
    _ services: [any RegistrableRPCService],
    config: HTTP2ServerTransport.Config = .defaults { $0.loops = 2 },
    serverInterceptors: [ConditionalInterceptor<any ServerInterceptor>] = [],
    clientInterceptors: [any ClientInterceptor] = [],
    serviceConfig: ServiceConfig = ServiceConfig(),
    _ body: @Sendable @escaping (GRPCClient<AnyTransport>) async throws -> Result
  ) async throws -> Result {
    let address: SocketAddress
    switch self {
    case .inProcess:
      let transport = InProcessTransport(serviceConfig: serviceConfig)
      return try await withGRPCServer(
        transport: transport.server, services: services, interceptorPipeline: serverInterceptors
      ) { _ in
        try await withGRPCClient(
          transport: AnyTransport(transport.client), interceptors: clientInterceptors,
          handleClient: body)
      }
    case .tcp: address = .ipv4(host: "127.0.0.1", port: 0)
    case .unixSocket:
      address = .unixDomainSocket(
        path: "/tmp/martlet-test-\(UInt64.random(in: 0 ... .max)).sock")
    }
    let transport = HTTP2ServerTransport(
      address: address, transportSecurity: .plaintext, config: config)
    return try await withGRPCServer(
      transport: transport, services: services, interceptorPipeline: serverInterceptors
    ) { server in
      let target = ConnectionTarget.addresses([try #require(await server.listeningAddress)])
      let client: HTTP2ClientTransport = .http2(
        target: target, transportSecurity: .plaintext, serviceConfig: serviceConfig)
      return try await withGRPCClient(
        transport: AnyTransport(client), interceptors: clientInterceptors, handleClient: body)
    }
  }
}

/// A client's transport of any kind, so that one test serves all.
struct AnyTransport: ClientTransport {
  private let transport: any ClientTransport

  init(_ transport: any ClientTransport) { self.transport = transport }

  var serviceConfig: ServiceConfig { transport.serviceConfig }

  func connect() async throws { try await transport.connect() }
  func beginGracefulShutdown() { transport.beginGracefulShutdown() }
  func makeStream(for request: ClientCall) throws(RPCError) -> CallStream {
    try transport.makeStream(for: request)
  }
}

/// Something that happens once and is waited for.
final class Signal: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let flag = Atomic<Bool>(false)

  init() { (stream, continuation) = AsyncStream.makeStream() }

  var hasFired: Bool { flag.load(ordering: .acquiring) }

  func fire() {
    flag.store(true, ordering: .releasing)
    continuation.finish()
  }

  func wait() async { for await _ in stream {} }
}
