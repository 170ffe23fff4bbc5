internal import ArgumentParser
internal import Martlet

/// A rectangle on the command line; the south of the region in the sample's file by default.
struct AreaOptions: ParsableArguments {
  @Option(help: "The southern edge, in degrees.")
  var south = 46.2

  @Option(help: "The northern edge, in degrees.")
  var north = 46.45

  @Option(help: "The western edge, in degrees.")
  var west = 8.0

  @Option(help: "The eastern edge, in degrees.")
  var east = 10.4

  var rectangle: Samples_Routeguide_Rectangle {
    .with {
      $0.lo = Samples_Routeguide_Point(latitude: south, longitude: west)
      $0.hi = Samples_Routeguide_Point(latitude: north, longitude: east)
    }
  }
}
