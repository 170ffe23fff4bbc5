internal import Glibc
package import Martlet
internal import UnixSignals

/// Serves until SIGTERM or SIGINT comes, then lets the calls that run finish.
///
/// Prints `listening on ADDRESS` once clients can connect: whoever starts a server on port 0 reads
/// the port there.
package func serveUntilSignalled(_ server: GRPCServer<HTTP2ServerTransport>) async throws {
  let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint)
  try await withThrowingTaskGroup { group in
    group.addTask { try await server.serve() }
    group.addTask {
      print("listening on \(try await server.transport.listeningAddress)")
      fflush(nil)
      for await _ in signals {
        server.beginGracefulShutdown()
        return
      }
    }
    // Whichever is first: the server's end, be it an error, or the signal that brings it about.
    try await group.next()
    server.beginGracefulShutdown()
    try await group.next()
  }
}
