internal import ArgumentParser
internal import Martlet
internal import SampleSupport

/// `greeter serve`: runs the service.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serves greetings until SIGTERM or Ctrl-C.")

  @OptionGroup var address: ListenOptions

  func run() async throws {
    try await serveUntilSignalled(address.server([GreeterService()]))
  }
}

/// Greets whoever asks.
struct GreeterService: Samples_Greeter_Greeter.SimpleServiceProtocol {
  /// How the same person is greeted time and again.
  private static let greetings = ["Hello", "Hello again", "Still here", "Goodbye"]

  func sayHello(
    request: Samples_Greeter_HelloRequest, context: ServerContext
  ) async throws -> Samples_Greeter_HelloReply {
    .with { $0.message = "Hello, \(name(in: request))!" }
  }

  func sayHelloAgainAndAgain(
    request: Samples_Greeter_HelloRequest, response: RPCWriter<Samples_Greeter_HelloReply>,
    context: ServerContext
  ) async throws {
    for greeting in Self.greetings {
      try await response.write(.with { $0.message = "\(greeting), \(name(in: request))!" })
    }
  }

  private func name(in request: Samples_Greeter_HelloRequest) -> String {
    request.name.isEmpty ? "stranger" : request.name
  }
}
