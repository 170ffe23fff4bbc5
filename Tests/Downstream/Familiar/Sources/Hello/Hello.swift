import Logging
import Martlet
import MartletServiceLifecycle
import ServiceLifecycle

@main
struct Hello {
  static func main() async throws {
    try await overHTTP2()
    try await inServiceGroup()
  }

  /// A server that is served by hand, and a client of it.
  static func overHTTP2() async throws {
    let health = HealthService()
    health.provider.updateStatus(.serving, forService: Familiar_Parrot.descriptor)
    let server = GRPCServer(
      transport: .http2(
        address: .ipv4(host: "127.0.0.1", port: 0), transportSecurity: .plaintext),
      services: [health, Parrot()],
      interceptorPipeline: [
        .apply(Passport(), to: .services([Familiar_Parrot.descriptor]))
      ])
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { try await server.serve() }
      if let address = try await server.listeningAddress?.ipv4 {
        try await withGRPCClient(
          transport: .http2(
            target: .ipv4(address: address.host, port: address.port),
            transportSecurity: .plaintext),
          interceptors: [Passport()]
        ) { client in
          try await talk(to: Familiar_Parrot.Client(wrapping: client))
        }
      }
      server.beginGracefulShutdown()
    }
  }

  /// Calls of all four kinds, and one that fails with details.
  static func talk(to parrot: Familiar_Parrot.Client<some ClientTransport>) async throws {
    let metadata: Metadata = ["echo-mood": "fine"]
    let mood = try await parrot.say(.with { $0.text = "a" }, metadata: metadata) { response in
      let contents = try response.accepted.get()
      return Array(contents.trailingMetadata[stringValues: "echo-mood"]).joined()
    }
    let count = try await parrot.repeat(.with { $0.text = "a b c" }) { response in
      var count = 0
      for try await part in try response.accepted.get().bodyParts {
        switch part {
        case .message: count += 1
        case .trailingMetadata(let metadata): print(metadata)
        }
      }
      return count
    }
    let gathered = try await parrot.gather { writer in
      for word in ["a", "b"] { try await writer.write(.with { $0.text = word }) }
    }
    let last = try await parrot.chat { writer in
      try await writer.write(.with { $0.text = "bye" })
    } onResponse: { response in
      try await response.messages.reduce(into: "") { $0 = $1.text }
    }
    print(mood, count, gathered.text, last)
    do {
      _ = try await parrot.say(.with { $0.text = "" })
    } catch let error as RPCError {
      guard let status = try error.unpackGoogleRPCStatus() else { return }
      for detail in status.details {
        if let request = detail.badRequest {
          print("\(request.violations.map { "\($0.field) \($0.violationDescription)" })")
        } else if let help = detail.help {
          print("\(help.links.map { "\($0.url) (\($0.linkDescription))" })")
        }
      }
    }
  }

  /// A server and a client that a group runs and shuts down.
  static func inServiceGroup() async throws {
    let inProcess = InProcessTransport()
    let server = GRPCServer(transport: inProcess.server, services: [Parrot()])
    let client = GRPCClient(transport: inProcess.client)
    let serviceGroup = ServiceGroup(
      services: [server, client], logger: Logger(label: "familiar"))
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { try await serviceGroup.run() }
      let parrot = Familiar_Parrot.Client(wrapping: client)
      print(try await parrot.say(.with { $0.text = "Hello, Ada!" }).text)
      await serviceGroup.triggerGracefulShutdown()
    }
  }
}
