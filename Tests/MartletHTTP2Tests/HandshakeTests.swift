import BenchMessages
import Martlet
import Testing

/// Connections that say nothing, or too little.
@Suite(.timeLimit(.minutes(5)))
struct HandshakeTests {
  @Test(arguments: [[], RawFrame.preface, Array(RawFrame.preface.prefix(7))])
  func `A connection without settings is closed in time, others are not`(
    _ said: [UInt8]
  ) async throws {
    // Long enough for the client's own connection on a machine that is busy.
    let timeout = Duration.seconds(1)
    let transport = HTTP2ServerTransport(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext,
      config: .defaults {
        $0.handshakeTimeout = timeout
        $0.loops = 1
      })
    try await withGRPCServer(transport: transport, services: [Echo()]) { server in
      let address = try #require(await server.listeningAddress)
      try await withGRPCClient(
        transport: .http2(target: .addresses([address]), transportSecurity: .plaintext)
      ) { client in
        let echo = Bench_Echo.Client(wrapping: client)
        let (numbers, send) = AsyncStream<Int32>.makeStream()
        send.yield(1)
        let count = try await echo.bidi { writer in
          for await number in numbers { try await writer.write(.with { $0.n = number }) }
        } onResponse: { [send] response in
          var count = 0
          for try await _ in response.messages {
            count += 1
            if count == 2 { break }
            // The call outlasts a connection that is made after it, and that the timeout ends.
            let start = ContinuousClock.now
            let peer = try RawPeer(port: try #require(address.port))
            peer.send(said)
            _ = await peer.receive()
            #expect(ContinuousClock.now - start >= timeout)
            send.yield(2)
            send.finish()
          }
          return count
        }
        #expect(count == 2)
      }
    }
  }
}
