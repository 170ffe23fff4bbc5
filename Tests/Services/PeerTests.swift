internal import BenchMessages
internal import Martlet
internal import Testing
internal import ToolSupport

/// Our services beside those who know them from elsewhere: grpcio's packages.
@Suite("Services beside grpcio", .serialized, .timeLimit(.minutes(3)))
struct PeerTests {
  private static func serve(
    _ services: [any RegistrableRPCService], interceptors: [any ServerInterceptor] = [],
    _ body: (_ port: String, _ server: GRPCServer<HTTP2ServerTransport>) async throws -> Void
  ) async throws {
    let transport = HTTP2ServerTransport(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext)
    try await withGRPCServer(
      transport: transport, services: services, interceptors: interceptors
    ) { server in
      let address = "\(try #require(await server.listeningAddress))"
      try await body(String(address.split(separator: ":").last ?? ""), server)
    }
  }

  /// The details that the Python scripts know.
  static let details: [ErrorDetails] = [
    .errorInfo(reason: "STOCK_EMPTY", domain: "shop.example", metadata: ["item": "tea"]),
    .retryInfo(delay: .milliseconds(1500)),
    .debugInfo(stack: ["a", "b"], detail: "more"),
    .quotaFailure(violations: [
      .init(
        subject: "client:1", description: "used up", apiService: "shop", quotaMetric: "calls",
        quotaID: "daily", quotaDimensions: ["zone": "a"], quotaValue: 10, futureQuotaValue: 20)
    ]),
    .preconditionFailure(violations: [
      .init(type: "TERMS", subject: "user", description: "agree")
    ]),
    .badRequest(violations: [
      .init(
        field: "name", description: "is empty", reason: "EMPTY",
        localizedMessage: .init(locale: "de", message: "fehlt"))
    ]),
    .requestInfo(requestID: "7", servingData: "x"),
    .resourceInfo(type: "file", name: "a.txt", errorDescription: "is locked", owner: "ada"),
    .help(links: [.init(url: "https://example.com", description: "manual")]),
    .localizedMessage(locale: "fr", message: "non"),
    .any(
      .with {
        $0.typeURL = "type.googleapis.com/google.protobuf.Value"
        // Field 3, a string.
        $0.value = [0x1a, 15] + Array("of another type".utf8)
      }),
  ]

  @Test func `grpcio-status reads the details of our errors`() async throws {
    try await Self.serve([Refusing()]) { port, _ in
      try await Program.python("details_client.py", [port]).run()
    }
  }

  @Test func `Details of grpcio-status's errors are read`() async throws {
    try await Program.python("details_server.py").serve { port in
      try await withGRPCClient(
        transport: .http2(
          target: .ipv4(address: "127.0.0.1", port: Int(port) ?? 0),
          transportSecurity: .plaintext)
      ) { client in
        let error = await #expect(throws: RPCError.self) {
          _ = try await Bench_Echo.Client(wrapping: client).unary(.init())
        }
        let status = try error?.unpackGoogleRPCStatus()
        #expect(
          status
            == GoogleRPCStatus(
              code: .failedPrecondition, message: "not now", details: Self.details))
      }
    }
  }

  @Test func `grpcio-health-checking finds each service's status`() async throws {
    let health = HealthService()
    health.provider.updateStatus(.serving, forService: "bench.Echo")
    health.provider.updateStatus(.notServing, forService: "shop.Orders")
    try await Self.serve([health]) { port, _ in
      for (service, status) in [
        ("", "SERVING"), ("bench.Echo", "SERVING"), ("shop.Orders", "NOT_SERVING"),
        ("none", "NOT_FOUND"),
      ] {
        try await Program.python("health.py", [port, "check", service, status]).run()
      }
      try await Program.python(
        "health.py", [port, "list", "=SERVING", "bench.Echo=SERVING", "shop.Orders=NOT_SERVING"]
      ).run()
    }
  }

  @Test func `Who watches is told that the server drains, and does not hold it up`() async throws {
    let health = HealthService()
    health.provider.updateStatus(.serving, forService: "bench.Echo")
    let (seen, watcher) = AsyncStream<Void>.makeStream()
    try await Self.serve([health], interceptors: [Watching(watcher: watcher)]) { port, server in
      async let watch: Void = Program.python(
        "health.py", [port, "watch", "bench.Echo", "SERVING", "NOT_SERVING", "UNAVAILABLE"]
      ).run()
      for await _ in seen { break }
      server.beginGracefulShutdown()
      try await watch
    }
  }

  @Test func `grpcio-reflection learns from a file what is offered, and calls it`() async throws {
    let path = "/tmp/martlet-test-\(UInt64.random(in: 0 ... .max)).binpb"
    let here = String(#filePath.dropLast("/PeerTests.swift".count))
    try await Program.built(
      "martlet",
      [
        "compile", "-I", Protoc.protos, "-I", here, "--include-imports", "-o", path,
        "bench/bench.proto", "probe.proto",
      ]
    ).run()
    let reflection = try ReflectionService(descriptorSetFilePaths: [path])
    try await Program.shell("rm \"$0\"", [path]).run()
    try await Self.serve([reflection, Echo()]) { port, _ in
      try await Program.python("reflection.py", [port]).run()
    }
  }

  @Test func `grpcio-reflection learns from the program what is offered, and calls it`()
    async throws
  {
    let reflection = try ReflectionService(
      base64DescriptorSet: ProbeDescriptors.fileDescriptorSet)
    try await Self.serve([reflection, Echo()]) { port, _ in
      try await Program.python("reflection.py", [port]).run()
    }
  }
}

/// Services of one method each.
private struct Echo: RegistrableRPCService {
  func registerMethods(with router: inout RPCRouter) {
    router.registerUnary(
      forMethod: Bench_Echo.Method.Unary.descriptor,
      deserializer: ProtobufDeserializer<Bench_EchoRequest>(),
      serializer: ProtobufSerializer<Bench_EchoReply>()
    ) { request, _ in
      ServerResponse(
        message: .with {
          $0.text = request.message.text
          $0.n = request.message.n
        })
    }
  }
}

/// Fails with every detail that there is.
private struct Refusing: RegistrableRPCService {
  func registerMethods(with router: inout RPCRouter) {
    router.registerUnary(
      forMethod: Bench_Echo.Method.Unary.descriptor,
      deserializer: ProtobufDeserializer<Bench_EchoRequest>(),
      serializer: ProtobufSerializer<Bench_EchoReply>()
    ) { _, _ in
      throw GoogleRPCStatus(
        code: .failedPrecondition, message: "not now", details: PeerTests.details)
    }
  }
}

/// Says when a message of an answer is on its way.
private struct Watching: ServerInterceptor {
  let watcher: AsyncStream<Void>.Continuation

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>, context: ServerContext,
    next:
      @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
      StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    let response = try await next(request, context)
    let contents = try response.accepted.get()
    return StreamingServerResponse(metadata: contents.metadata) { writer in
      try await contents.producer(RPCWriter(wrapping: Telling(writer: writer, watcher: watcher)))
    }
  }
}

private struct Telling<Element: Sendable>: RPCWriterProtocol {
  let writer: RPCWriter<Element>
  let watcher: AsyncStream<Void>.Continuation

  func write(_ element: Element) async throws {
    try await writer.write(element)
    watcher.yield()
  }

  func write(contentsOf elements: some Sequence<Element>) async throws {
    for element in elements { try await write(element) }
  }
}
