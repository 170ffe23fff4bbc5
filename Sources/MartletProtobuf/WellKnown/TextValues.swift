/// A type whose JSON is something else than an object with a member for each field. Inside of an
/// `Any` it is the member `value`.
protocol WrittenAsJSONValue: Message {}

extension FormatWriter {
  /// Writes a string that may have no form.
  fileprivate mutating func wellKnown(_ text: () throws -> String) {
    do {
      jsonString(try text())
    } catch {
      fail("\(error)")
    }
  }
}

extension FormatReader {
  /// Reads a string for a type that is made of one.
  fileprivate mutating func wellKnown<Value>(
    _ what: StaticString, _ parse: (String) throws -> Value?
  ) throws -> Value {
    let start = offset
    guard next == UInt8(ascii: "\""), let text = try jsonString() else {
      throw failure("\(what) was expected")
    }
    do {
      if let value = try parse(text) { return value }
    } catch let error as WellKnownError {
      throw failure(error.description, at: start)
    }
    throw failure("'\(text)' is not \(what)", at: start)
  }
}

extension Google_Protobuf_Timestamp: WrittenAsJSONValue {
  /// Writes the time by RFC 3339.
  public func writeJSON(to writer: inout FormatWriter) {
    writer.wellKnown { try TimeText.timestamp(seconds, nanos) }
  }

  /// Reads a time by RFC 3339.
  public mutating func readJSON(from reader: inout FormatReader) throws {
    (seconds, nanos) = try reader.wellKnown("a time such as \"1970-01-01T00:00:00Z\"") {
      TimeText.timestamp($0)
    }
  }
}

extension Google_Protobuf_Duration: WrittenAsJSONValue {
  /// Writes the seconds with an `s` behind them.
  public func writeJSON(to writer: inout FormatWriter) {
    writer.wellKnown { try TimeText.duration(seconds, nanos) }
  }

  /// Reads seconds with an `s` behind them.
  public mutating func readJSON(from reader: inout FormatReader) throws {
    (seconds, nanos) = try reader.wellKnown("a duration such as \"1.5s\"") {
      TimeText.duration($0)
    }
  }
}

extension Google_Protobuf_FieldMask: WrittenAsJSONValue {
  /// Writes the paths in lower camel case with commas between them.
  public func writeJSON(to writer: inout FormatWriter) {
    writer.wellKnown { try FieldMaskText.json(paths) }
  }

  /// Reads paths in lower camel case with commas between them.
  public mutating func readJSON(from reader: inout FormatReader) throws {
    paths = try reader.wellKnown("a field mask such as \"name,address.city\"") {
      try FieldMaskText.paths($0)
    }
  }
}
