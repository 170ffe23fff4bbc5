/// Turns `snake_case` and the like into Swift's `camelCase`, as protoc-gen-swift does: a new part
/// begins at an underscore, at a change of case and at a number, and `url`, `http`, `https` and
/// `id` are written in capitals unless they come first.
enum CamelCase {
  private enum Class { case digit, lower, upper, underscore, none }

  private static let abbreviations: Set<String> = ["url", "http", "https", "id"]

  static func lower(_ name: String) -> String { transform(name, startsUpper: false) }

  static func upper(_ name: String) -> String { transform(name, startsUpper: true) }

  private static func transform(_ name: String, startsUpper: Bool) -> String {
    var result = ""
    var part = ""
    var last = Class.none
    func endPart() {
      if part.isEmpty { return }
      if result.isEmpty, !startsUpper {
        result += part
      } else if abbreviations.contains(part) {
        result += part.uppercased()
      } else {
        result += part.prefix(1).uppercased() + part.dropFirst()
      }
      part = ""
    }
    for character in name {
      let kind = Self.kind(character)
      switch kind {
      case .digit:
        if last != .digit { endPart() }
        if result.isEmpty { result += "_" }
        part.append(character)
      case .upper:
        if last != .upper { endPart() }
        part += character.lowercased()
      case .lower:
        if last != .lower, last != .upper { endPart() }
        part.append(character)
      case .underscore:
        endPart()
        // The first underscore only separates; more are part of the name.
        if last == .underscore { result += "_" }
      case .none:
        // Names of files have characters that names in Swift cannot have.
        endPart()
        for scalar in character.unicodeScalars { result += "_u\(scalar.value)" }
      }
      last = kind
    }
    endPart()
    if last == .underscore { result += "_" }
    return result
  }

  private static func kind(_ character: Character) -> Class {
    switch character {
    case "0"..."9": .digit
    case "a"..."z": .lower
    case "A"..."Z": .upper
    case "_": .underscore
    default: .none
    }
  }
}
