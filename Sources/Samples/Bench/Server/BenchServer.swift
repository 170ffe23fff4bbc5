internal import BenchMessages
internal import Glibc
internal import Martlet

/// `bench-server`: what the benchmarks call.
///
/// What is measured is the library, memory included: so it has neither an argument parser nor
/// another library to wait for signals.
@main
enum BenchServer {
  static func main() {
    do {
      let arguments = try Arguments(CommandLine.arguments.dropFirst())
      if arguments.wantsHelp {
        print(Arguments.help)
        return
      }
      serve(try arguments.makeServer())
    } catch {
      fail(error)
    }
  }

  /// Serves until SIGTERM or SIGINT comes, then lets the calls that run finish.
  private static func serve(_ server: GRPCServer<HTTP2ServerTransport>) {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    // Before there are other threads, which have their mask from this one.
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Task {
      do {
        try await server.serve()
        exit(EXIT_SUCCESS)
      } catch {
        fail(error)
      }
    }
    Task {
      // Fails only if the server does, which says why.
      guard let address = try? await server.transport.listeningAddress else { return }
      print("listening on \(address)")
      fflush(nil)
    }
    var signal: Int32 = 0
    sigwait(&signals, &signal)
    server.beginGracefulShutdown()
    // The task above ends the process; whoever asks again does not want to wait for it.
    sigwait(&signals, &signal)
    exit(EXIT_FAILURE)
  }

  private static func fail(_ error: any Error) -> Never {
    let text = "bench-server: \(error)\n"
    write(STDERR_FILENO, text, text.utf8.count)
    exit(EXIT_FAILURE)
  }
}
