import BenchMessages
import Martlet
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct ClientContextTests {
  /// Notes the ends of connections, before calls and after.
  private final class Witness: ClientInterceptor {
    struct Seen: Equatable {
      var remote: [String] = []
      var local: [String] = []
    }

    private let state = Mutex(Seen())
    var seen: Seen { state.withLock { $0 } }

    func intercept<Input: Sendable, Output: Sendable>(
      request: StreamingClientRequest<Input>, context: ClientContext,
      next:
        @concurrent (StreamingClientRequest<Input>, ClientContext) async throws ->
        StreamingClientResponse<Output>
    ) async throws -> StreamingClientResponse<Output> {
      note(context)
      let response = try await next(request, context)
      note(context)
      return response
    }

    private func note(_ context: ClientContext) {
      state.withLock {
        $0.remote.append(context.remotePeer)
        $0.local.append(context.localPeer)
      }
    }
  }

  /// A service that answers with whom it sees, and where it is.
  private static var service: TestService {
    var service = TestService()
    service.onUnary = { _, context in
      ServerResponse(message: .with { $0.text = context.remotePeer + " " + context.localPeer })
    }
    return service
  }

  @Test(arguments: Carrier.allCases)
  func `An interceptor knows after the call where it went`(carrier: Carrier) async throws {
    let witness = Witness()
    let text = try await carrier.run(Self.service, clientInterceptors: [witness]) { echo in
      try await echo.unary(.init()).text
    }
    let ends = text.split(separator: " ").map(String.init)
    try #require(ends.count == 2)
    #expect(witness.seen == .init(remote: ["", ends[1]], local: ["", ends[0]]))
  }

  @Test func `A context of one's own says what it was given`() {
    var context = ClientContext(
      descriptor: Bench_Echo.Method.Unary.descriptor, remotePeer: "ipv4:127.0.0.1:1",
      localPeer: "ipv4:127.0.0.1:2")
    #expect(context.remotePeer == "ipv4:127.0.0.1:1")
    context.localPeer = "unix:/run/x"
    #expect(context.localPeer == "unix:/run/x")
  }

  @Test func `The address of a server binds as an optional, as grpc-swift's does`() async throws {
    let transport = HTTP2ServerTransport(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext)
    try await withGRPCServer(transport: transport, services: []) { server in
      guard let address = try await server.listeningAddress else {
        Issue.record("there is no address")
        return
      }
      if let other = try await server.listeningAddress { #expect(other == address) }
    }
  }
}
