internal import Martlet

/// The service: one handler for each kind of call.
struct RouteGuideService: Samples_Routeguide_RouteGuide.SimpleServiceProtocol {
  private let features: [Samples_Routeguide_Feature]
  private let names: [Samples_Routeguide_Point: String]
  private let notes = Notes()

  init(features: [Samples_Routeguide_Feature]) {
    self.features = features
    names = Dictionary(features.map { ($0.location, $0.name) }) { first, _ in first }
  }

  func getFeature(
    request: Samples_Routeguide_Point, context: ServerContext
  ) async throws -> Samples_Routeguide_Feature {
    .with {
      $0.name = names[request] ?? ""
      $0.location = request
    }
  }

  func listFeatures(
    request: Samples_Routeguide_Rectangle, response: RPCWriter<Samples_Routeguide_Feature>,
    context: ServerContext
  ) async throws {
    for feature in features where request.contains(feature.location) {
      try await response.write(feature)
    }
  }

  func recordRoute(
    request: RPCAsyncSequence<Samples_Routeguide_Point, any Error>, context: ServerContext
  ) async throws -> Samples_Routeguide_RouteSummary {
    let start = ContinuousClock.now
    var summary = Samples_Routeguide_RouteSummary()
    var metres = 0.0
    var previous: Samples_Routeguide_Point?
    for try await point in request {
      summary.pointCount += 1
      if names[point] != nil { summary.featureCount += 1 }
      if let previous { metres += previous.metres(to: point) }
      previous = point
    }
    summary.distance = Int32(clamping: Int64(metres))
    summary.elapsedTime = Int32(clamping: (ContinuousClock.now - start).components.seconds)
    return summary
  }

  func routeChat(
    request: RPCAsyncSequence<Samples_Routeguide_RouteNote, any Error>,
    response: RPCWriter<Samples_Routeguide_RouteNote>, context: ServerContext
  ) async throws {
    for try await note in request {
      try await response.write(contentsOf: notes.add(note))
    }
  }
}
