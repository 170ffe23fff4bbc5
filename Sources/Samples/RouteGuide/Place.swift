internal import Glibc

// Places as the rest of the program sees them: in degrees, comparable, and at a distance.

extension Samples_Routeguide_Point {
  /// Points per degree.
  private static let scale = 1e7
  /// The mean radius of the earth, in metres.
  private static let earthRadiusMetres = 6_371_000.0

  /// A point from degrees; those that no place on earth has are cut to what fits.
  init(latitude: Double, longitude: Double) {
    self.init()
    self.latitude = Int32((max(-90, min(90, latitude)) * Self.scale).rounded())
    self.longitude = Int32((max(-180, min(180, longitude)) * Self.scale).rounded())
  }

  /// The point in degrees, as `46.2524939 9.0540205`.
  var inDegrees: String {
    "\(Double(latitude) / Self.scale) \(Double(longitude) / Self.scale)"
  }

  /// Metres to another point, as the crow flies: the haversine formula.
  func metres(to other: Samples_Routeguide_Point) -> Double {
    func radians(_ coordinate: Int32) -> Double { Double(coordinate) / Self.scale * .pi / 180 }
    let latitudes = (radians(latitude), radians(other.latitude))
    let halfLatitude = (latitudes.1 - latitudes.0) / 2
    let halfLongitude = (radians(other.longitude) - radians(longitude)) / 2
    let chord =
      sin(halfLatitude) * sin(halfLatitude)
      + cos(latitudes.0) * cos(latitudes.1) * sin(halfLongitude) * sin(halfLongitude)
    return 2 * Self.earthRadiusMetres * atan2(chord.squareRoot(), max(0, 1 - chord).squareRoot())
  }
}

extension Samples_Routeguide_Rectangle {
  /// Whether a point is within, whichever corners were given.
  func contains(_ point: Samples_Routeguide_Point) -> Bool {
    let latitudes = min(lo.latitude, hi.latitude)...max(lo.latitude, hi.latitude)
    let longitudes = min(lo.longitude, hi.longitude)...max(lo.longitude, hi.longitude)
    return latitudes.contains(point.latitude) && longitudes.contains(point.longitude)
  }
}
