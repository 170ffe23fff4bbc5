internal import ArgumentParser
internal import SampleSupport

/// `route-guide serve`: runs the service.
struct Serve: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serves the places of a file until SIGTERM or Ctrl-C.")

  @OptionGroup var address: ListenOptions

  @Option(
    help: ArgumentHelp(
      "The file of places; the one beside the sample's sources if none is given.",
      discussion: "One place a line: latitude and longitude in degrees, then the name.",
      valueName: "path"))
  var data: String?

  func run() async throws {
    let features = try FeatureFile.read(data ?? FeatureFile.defaultPath)
    print("knows \(features.count) places")
    try await serveUntilSignalled(address.server([RouteGuideService(features: features)]))
  }
}
