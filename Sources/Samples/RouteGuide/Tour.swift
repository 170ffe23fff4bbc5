internal import ArgumentParser
internal import Martlet
internal import SampleSupport

/// `route-guide tour`: the four calls, one after the other.
struct Tour: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes the four calls, one after the other.")

  @OptionGroup var server: ConnectOptions
  @OptionGroup var area: AreaOptions

  func run() async throws {
    try await withGRPCClient(transport: server.transport) { client in
      let traveller = Traveller(client)
      print("ListFeatures")
      let sights = try await traveller.list(within: area.rectangle)
      print("GetFeature")
      for sight in sights.prefix(1) { try await traveller.look(at: sight.location) }
      try await traveller.look(at: Samples_Routeguide_Point(latitude: 1, longitude: 1))
      print("RecordRoute")
      try await traveller.walk(sights.map(\.location))
      print("RouteChat")
      try await traveller.chat(RouteChat.notes(["first here", "second"]))
    }
  }
}
