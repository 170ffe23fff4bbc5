/// A status code as protobuf's JSON has it: `UNAVAILABLE`, or its number.
struct StatusCodeName: Codable {
  let code: Status.Code

  private static let names = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
    "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED",
    "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]

  init(code: Status.Code) { self.code = code }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let number: Int?
    let text: String
    if let given = try? container.decode(Int.self) {
      number = given
      text = "\(given)"
    } else {
      text = try container.decode(String.self)
      number = Self.names.firstIndex(of: text)
    }
    guard let code = number.flatMap(Status.Code.init(rawValue:)) else {
      throw RuntimeError(code: .invalidArgument, message: "'\(text)' is no status code")
    }
    self.code = code
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Self.names[code.rawValue])
  }
}

/// Status codes as protobuf's JSON has them, in the order of their numbers.
struct StatusCodeNames: Codable {
  let codes: Set<Status.Code>

  init(codes: Set<Status.Code>) { self.codes = codes }

  init(from decoder: any Decoder) throws {
    let names = try decoder.singleValueContainer().decode([StatusCodeName].self)
    codes = Set(names.map(\.code))
  }

  func encode(to encoder: any Encoder) throws {
    let sorted = codes.sorted { $0.rawValue < $1.rawValue }
    var container = encoder.singleValueContainer()
    try container.encode(sorted.map { StatusCodeName(code: $0) })
  }
}
