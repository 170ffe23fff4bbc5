/// Field masks as JSON has them: one text of paths, whose names are in lower camel case.
package enum FieldMaskText {
  package static func json(_ paths: [String]) throws -> String {
    try paths.map { path in
      let json = camelCase(path)
      guard try snakeCase(json) == path else {
        throw WellKnownError("the path '\(path)' of a field mask has no form in JSON")
      }
      return json
    }.joined(separator: ",")
  }

  package static func paths(_ json: String) throws -> [String] {
    if json.isEmpty { return [] }
    return try json.split(separator: ",", omittingEmptySubsequences: false).map {
      try snakeCase(String($0))
    }
  }

  private static func camelCase(_ path: String) -> String {
    var text = ""
    var isUpper = false
    for character in path {
      if character == "_" {
        isUpper = true
      } else {
        text += isUpper ? character.uppercased() : String(character)
        isUpper = false
      }
    }
    return text
  }

  private static func snakeCase(_ json: String) throws -> String {
    guard !json.contains("_") else {
      throw WellKnownError("the path '\(json)' of a field mask must be in lower camel case")
    }
    return json.reduce(into: "") { text, character in
      text += character.isUppercase ? "_\(character.lowercased())" : String(character)
    }
  }
}
