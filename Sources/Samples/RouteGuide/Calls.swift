internal import ArgumentParser
internal import Martlet
internal import SampleSupport

/// `route-guide get-feature`: the unary call.
struct GetFeature: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Asks what there is at a place (unary).")

  @OptionGroup var server: ConnectOptions

  @Argument(help: "Degrees north; south if negative, after '--'.")
  var latitude: Double

  @Argument(help: "Degrees east; west if negative, after '--'.")
  var longitude: Double

  func run() async throws {
    let point = Samples_Routeguide_Point(latitude: latitude, longitude: longitude)
    try await withGRPCClient(transport: server.transport) { client in
      try await Traveller(client).look(at: point)
    }
  }
}

/// `route-guide list-features`: the call that answers with a stream.
struct ListFeatures: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Lists what there is in a rectangle (server streaming).")

  @OptionGroup var server: ConnectOptions
  @OptionGroup var area: AreaOptions

  func run() async throws {
    try await withGRPCClient(transport: server.transport) { client in
      _ = try await Traveller(client).list(within: area.rectangle)
    }
  }
}

/// `route-guide record-route`: the call that sends a stream.
struct RecordRoute: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Walks past the places of a rectangle, and sums the route up (client streaming).")

  @OptionGroup var server: ConnectOptions
  @OptionGroup var area: AreaOptions

  func run() async throws {
    try await withGRPCClient(transport: server.transport) { client in
      let traveller = Traveller(client)
      try await traveller.walk(try await traveller.list(within: area.rectangle).map(\.location))
    }
  }
}

/// `route-guide route-chat`: the call with a stream each way.
struct RouteChat: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Leaves notes at a place, and reads those of others (bidirectional streaming).")

  @OptionGroup var server: ConnectOptions

  @Argument(help: "The notes to leave.")
  var messages = ["first here", "second"]

  func run() async throws {
    try await withGRPCClient(transport: server.transport) { client in
      try await Traveller(client).chat(Self.notes(messages))
    }
  }

  /// Notes at one and the same place, so that each finds those before it.
  static func notes(_ messages: [String]) -> [Samples_Routeguide_RouteNote] {
    messages.map { message in
      .with {
        $0.location = Samples_Routeguide_Point(latitude: 46.5, longitude: 9)
        $0.message = message
      }
    }
  }
}
