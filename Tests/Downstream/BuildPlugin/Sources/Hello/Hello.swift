import Martlet
import Models

struct Greeter: Hello_Greeter.SimpleServiceProtocol {
  func sayHello(
    request: Models_Person, context: ServerContext
  ) async throws -> Hello_Greeting {
    .with {
      $0.text = "Hello, \(request.title)!"
      $0.at.seconds = 1
    }
  }
}

@main
struct Hello {
  static func main() async throws {
    let transport = HTTP2ServerTransport(
      address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext)
    let reflection = try ReflectionService(base64DescriptorSet: HelloFiles.fileDescriptorSet)
    try await withGRPCServer(transport: transport, services: [Greeter(), reflection]) { _ in
      let address = try await transport.listeningAddress
      try await withGRPCClient(
        transport: .http2(target: .addresses([address]), transportSecurity: .plaintext)
      ) { client in
        let greeter = Hello_Greeter.Client(wrapping: client)
        let greeting = try await greeter.sayHello(.with { $0.name = "Ada" })
        print(greeting.text, greeting.at.seconds)
      }
    }
  }
}
