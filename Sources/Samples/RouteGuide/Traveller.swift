internal import Martlet

/// Makes the four calls, and prints what comes back.
struct Traveller {
  let guide: Samples_Routeguide_RouteGuide.Client<HTTP2ClientTransport>

  init(_ client: GRPCClient<HTTP2ClientTransport>) {
    guide = Samples_Routeguide_RouteGuide.Client(wrapping: client)
  }

  /// A unary call.
  func look(at point: Samples_Routeguide_Point) async throws {
    let feature = try await guide.getFeature(point)
    print("  at \(point.inDegrees): \(feature.name.isEmpty ? "nothing" : feature.name)")
  }

  /// Reads a stream.
  ///
  /// - Returns: The places that were in it.
  @discardableResult
  func list(within area: Samples_Routeguide_Rectangle) async throws -> [Samples_Routeguide_Feature]
  {
    try await guide.listFeatures(area) { response in
      var features: [Samples_Routeguide_Feature] = []
      for try await feature in response.messages {
        print("  \(feature.name) at \(feature.location.inDegrees)")
        features.append(feature)
      }
      return features
    }
  }

  /// Writes a stream.
  func walk(_ points: [Samples_Routeguide_Point]) async throws {
    let summary = try await guide.recordRoute { writer in
      for point in points { try await writer.write(point) }
    }
    print(
      "  passed \(summary.pointCount) points and \(summary.featureCount) sights",
      "on \(summary.distance / 1000) km")
  }

  /// Reads and writes at once.
  func chat(_ notes: [Samples_Routeguide_RouteNote]) async throws {
    try await guide.routeChat { writer in
      for note in notes {
        print("  left '\(note.message)' at \(note.location.inDegrees)")
        try await writer.write(note)
      }
    } onResponse: { response in
      for try await note in response.messages {
        print("  found '\(note.message)' at \(note.location.inDegrees)")
      }
    }
  }
}
