internal import Glibc
internal import Martlet

/// The file of places: one a line, its latitude and longitude in degrees, then its name.
enum FeatureFile {
  /// The file that lies beside this one.
  static let defaultPath =
    String(#filePath[..<(#filePath.lastIndex(of: "/") ?? #filePath.startIndex)])
    + "/route_guide_db.txt"

  /// Reads the file, passing over empty lines and those that begin with `#`.
  static func read(_ path: String) throws -> [Samples_Routeguide_Feature] {
    var features: [Samples_Routeguide_Feature] = []
    for (index, line) in try text(of: path).split(
      separator: "\n", omittingEmptySubsequences: false
    ).enumerated() {
      if line.isEmpty || line.hasPrefix("#") { continue }
      let words = line.split(separator: " ", maxSplits: 2)
      guard words.count == 3, let latitude = Double(words[0]), let longitude = Double(words[1])
      else {
        throw Problem("\(path):\(index + 1): expected LATITUDE LONGITUDE NAME, found '\(line)'")
      }
      features.append(
        .with {
          $0.name = String(words[2])
          $0.location = Samples_Routeguide_Point(latitude: latitude, longitude: longitude)
        })
    }
    return features
  }

  private static func text(of path: String) throws -> String {
    guard let file = fopen(path, "r") else {
      throw Problem("cannot read \(path): \(String(cString: strerror(errno)))")
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What is wrong with the file, for whoever started the server.
  struct Problem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }
}
