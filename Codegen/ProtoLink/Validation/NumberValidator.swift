internal import ProtoSyntax

/// Checks the numbers of a message: those of fields, those that are reserved and those that are
/// kept for extensions.
struct NumberValidator {
  let checks: Checks

  func validate(_ message: MessageNode) {
    var users: [Int64: String] = [:]
    for field in message.fields {
      let number = field.number
      validate(field)
      // What is free takes a look at all fields: not for errors that nobody would read.
      if let other = users[number], !checks.scope.diagnostics.isFull {
        let free = nextFree(message)
        checks.error(
          "the number \(number) is '\(other)''s already; the next free one is \(free)",
          field.numberRange)
      }
      users[number] = field.name.text
      if message.reserved.ranges.contains(where: { $0.contains(number) }) {
        checks.error("the number \(number) is reserved; use another", field.numberRange)
      }
      if message.extensionRanges.contains(where: { $0.range.contains(number) }) {
        checks.error("the number \(number) is kept for extensions; use another", field.numberRange)
      }
    }
    validateRanges(of: message)
  }

  /// Checks the number of a field that is none of a message set's.
  func validate(_ field: FieldNode, isOfMessageSet: Bool = false) {
    let last = isOfMessageSet ? FieldNumbers.lastOfMessageSet : FieldNumbers.last
    if field.number < 1 || field.number > last {
      checks.error("the number must be from 1 to \(last)", field.numberRange)
    } else if FieldNumbers.internalUse.contains(field.number) {
      checks.error(
        "the numbers 19000 to 19999 are kept for protobuf itself; use another", field.numberRange)
    }
  }

  private func validateRanges(of message: MessageNode) {
    let last = message.lastNumber
    // More than any field's number may be reserved; it says nothing, and harms nobody.
    checks.validate(message.reserved, within: 1...FieldNumbers.lastOfMessageSet, max: last)
    for (index, range) in message.extensionRanges.enumerated() {
      checks.validate(range.range, within: 1...last, max: last)
      if message.extensionRanges[..<index].contains(where: { $0.range.overlaps(range.range) }) {
        checks.error("some of these numbers are kept for extensions already", range.range.range)
      }
      if message.reserved.ranges.contains(where: { $0.overlaps(range.range) }) {
        checks.error("some of these numbers are reserved", range.range.range)
      }
    }
  }

  private func nextFree(_ message: MessageNode) -> Int64 {
    var number = (message.fields.map(\.number).max() ?? 0).behind
    while let range = message.reserved.ranges.first(where: { $0.contains(number) }) {
      guard let end = range.end, end < .max else { return number }
      number = end + 1
    }
    return number
  }
}
