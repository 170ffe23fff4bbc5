extension DynamicMessage {
  /// Throws if a required field of this message, or of one inside, is not set.
  func checkRequired() throws {
    for field in type.fields {
      guard let content = contents[field.number] else {
        if field.isRequired { throw DynamicMessageError("\(type).\(field.name) is required") }
        continue
      }
      for case .message(let message) in content.values { try message.checkRequired() }
    }
  }
}

extension DynamicContent {
  /// All values, of a map without their keys.
  fileprivate var values: [DynamicValue] {
    switch self {
    case .single(let value): [value]
    case .list(let values): values
    case .map(let entries): Array(entries.values)
    }
  }
}

extension DynamicValue {
  /// The order of a map's keys: numbers by size, text by its bytes, false before true.
  func isOrdered(before other: DynamicValue) -> Bool {
    switch (self, other) {
    case (.int32(let left), .int32(let right)): left < right
    case (.int64(let left), .int64(let right)): left < right
    case (.uint32(let left), .uint32(let right)): left < right
    case (.uint64(let left), .uint64(let right)): left < right
    case (.bool(let left), .bool(let right)): !left && right
    case (.string(let left), .string(let right)):
      left.utf8.lexicographicallyPrecedes(right.utf8)
    default: false
    }
  }
}
