import GRPCCore
import GRPCNIOTransportHTTP2
import Messages
import NIOPosix

/// grpc-swift's client of bench.Echo: the modes and the line of JSON of bench-client, on one event
/// loop. `--tuned` as for the server.
@main
struct Client {
  /// The most calls that are made before the clock starts.
  private static let maximumWarmUp = 1000

  static func main() async throws {
    let arguments = CommandLine.arguments
    func option(_ name: String) -> String? {
      arguments.firstIndex(of: "--\(name)").flatMap {
        arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil
      }
    }
    let port = option("port").flatMap(Int.init) ?? 0
    let count = option("count").flatMap(Int.init) ?? 10_000
    let mode = option("mode") ?? "lat"
    let transport = try HTTP2ClientTransport.Posix(
      target: .ipv4(address: "127.0.0.1", port: port), transportSecurity: .plaintext,
      config: .defaults { config in
        guard arguments.contains("--tuned") else { return }
        config.connection.flushCoalescing = nil
        config.http2.targetWindowSize = 8 << 20
        config.http2.maxFrameSize = 1 << 20
      },
      eventLoopGroup: MultiThreadedEventLoopGroup(numberOfThreads: 1))
    try await withGRPCClient(transport: transport) { client in
      let load = Load(
        echo: Bench_Echo.Client(wrapping: client), mode: mode,
        text: String(repeating: "x", count: mode == "big" || mode == "bulk" ? 1 << 20 : 16))
      _ = try await load.run(min(maximumWarmUp, max(1, count / 10)))
      let meter = Meter()
      let latencies = try await load.run(count)
      print(meter.json(mode: mode, count: count, latencies: latencies))
    }
  }
}
