internal import ArgumentParser

/// `route-guide`: the four kinds of call, over a file of places.
@main
struct RouteGuide: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route-guide",
    abstract: "Knows what there is to see in a region: the four kinds of gRPC call.",
    discussion: """
      Start 'route-guide serve' in one terminal; it prints the port that it listens on. Then run \
      'route-guide tour --port PORT' in another, or one of the calls on its own.
      """,
    subcommands: [
      Serve.self, Tour.self, GetFeature.self, ListFeatures.self, RecordRoute.self, RouteChat.self,
    ])
}
