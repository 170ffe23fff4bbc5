internal import ArgumentParser
internal import Martlet

/// `interop-client`: runs one case of gRPC's interop specification against a server.
///
/// The flags are spelled as the specification spells them, underscores included.
@main
struct InteropClient: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interop-client",
    abstract: "Runs one case of gRPC's interop specification; exits 1 with a reason if it fails.")

  @Option(name: .customLong("test_case"), help: "The case to run.")
  var testCase: TestCase

  @OptionGroup var server: ServerOptions

  @OptionGroup var soak: SoakOptions

  @OptionGroup var credentials: CredentialOptions

  func run() async throws {
    do {
      try await withGRPCClient(transport: server.transport) { client in
        try await testCase.run(
          InteropCases(client, server: server, soak: soak, credentials: credentials))
      }
    } catch {
      // ArgumentParser prints it to standard error and exits with 1.
      throw CaseFailure(description: "\(testCase.rawValue) failed: \(error)")
    }
  }
}
