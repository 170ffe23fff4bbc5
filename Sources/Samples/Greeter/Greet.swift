internal import ArgumentParser
internal import Martlet
internal import SampleSupport

/// `greeter greet`: calls both methods of the service.
struct Greet: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Asks a server for a greeting, and then for several.")

  @Option(help: "Who is to be greeted.")
  var name = "stranger"

  @OptionGroup var server: ConnectOptions

  func run() async throws {
    try await withGRPCClient(transport: server.transport) { client in
      let greeter = Samples_Greeter_Greeter.Client(wrapping: client)
      let request = Samples_Greeter_HelloRequest.with { $0.name = name }

      print("SayHello")
      print("  \(try await greeter.sayHello(request).message)")

      print("SayHelloAgainAndAgain")
      try await greeter.sayHelloAgainAndAgain(request) { response in
        for try await reply in response.messages { print("  \(reply.message)") }
      }
    }
  }
}
