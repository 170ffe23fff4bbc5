internal import ArgumentParser
internal import BenchMessages
internal import Martlet
internal import SampleSupport

/// `bench-client`: calls bench.Echo and says how long it took.
@main
struct BenchClient: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-client",
    abstract: "Calls bench.Echo in one of several ways, and prints a line of JSON.")

  /// What to measure.
  enum Mode: String, ExpressibleByArgument, CaseIterable {
    case lat, tput, sstream, cstream, bidi, big, bulk

    /// The bytes in the text of each message, unless told otherwise.
    var payload: Int { self == .big || self == .bulk ? 1 << 20 : 16 }
  }

  /// Where calls are made from.
  enum Origin: String, ExpressibleByArgument, CaseIterable {
    case loop, pool
  }

  @Option(help: "The server's port.")
  var port: Int

  @Option(help: "The server's address.")
  var host = "127.0.0.1"

  @Option(
    help: """
      lat: unary, 1 outstanding; tput: unary, 100 outstanding; sstream, cstream: one call of many \
      messages; bidi: ping-pong on one call; big: unary with 1 MiB of text; bulk: sstream with \
      1 MiB in each message.
      """)
  var mode: Mode

  @Option(help: "Calls, or messages of a stream, to measure.")
  var count = 10_000

  @Option(help: "The bytes in the text of each message; 16, and 1 MiB for big and bulk.")
  var payload: Int?

  @Option(help: "Whether calls are made on the connection's event loop or on the global pool.")
  var from = Origin.loop

  @Option(help: "Microseconds to look for events before sleeping; at most 1000.")
  var spinMicroseconds = 0

  @OptionGroup var secured: ClientTLSOptions

  func validate() throws {
    guard count > 0 else { throw ValidationError("--count must be at least 1") }
    guard (0...1000).contains(spinMicroseconds) else {
      throw ValidationError("--spin-microseconds must be from 0 to 1000")
    }
    guard (payload ?? 0) >= 0 else { throw ValidationError("--payload cannot be negative") }
  }

  func run() async throws {
    let transport = HTTP2ClientTransport(
      target: .ipv4(host: host, port: port), transportSecurity: secured.security,
      config: .defaults { $0.spinTime = .microseconds(spinMicroseconds) })
    let loop = try EventLoopPool.shared.clientLoop()
    try await withGRPCClient(transport: transport) { client in
      let load = Load(
        echo: Bench_Echo.Client(wrapping: client), mode: mode,
        text: String(repeating: "x", count: payload ?? mode.payload))
      let report =
        switch from {
        case .loop: try await withTaskExecutorPreference(loop) { try await load.measure(count) }
        case .pool: try await onPool { try await load.measure(count) }
        }
      print(report.json)
    }
  }

  /// Runs `body` where most programs make calls: on the threads of Swift's global pool.
  private func onPool<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await Task.detached { try await body() }.value
  }
}
