/// What one operation takes, in nanoseconds.
struct Times {
  /// From or to an array, as swift-protobuf does it.
  let array: Double
  /// From or to memory that is there, as Martlet's calls do it.
  let inPlace: Double
  let theirs: Double

  init(_ times: [Double]) {
    array = times[0]
    inPlace = times[1]
    theirs = times[2]
  }

  /// Both of Martlet's times, swift-protobuf's, and how many times Martlet's that is.
  var cells: [String] {
    [array, inPlace, theirs].map(Self.rounded)
      + ["\(Self.ratio(theirs, array)), \(Self.ratio(theirs, inPlace))"]
  }

  static func rounded(_ nanoseconds: Double) -> String {
    nanoseconds < 10
      ? "\((nanoseconds * 10).rounded() / 10)" : "\(Int(nanoseconds.rounded()))"
  }

  static func ratio(_ theirs: Double, _ ours: Double) -> Double {
    (theirs / ours * 10).rounded() / 10
  }
}

/// What was measured of one message.
struct Row {
  let name: String
  let bytes: Int
  let decode: Times
  let encode: Times
}

extension Row {
  var cells: [String] { [name, "\(bytes)"] + decode.cells + encode.cells }
}

/// What was measured of one message as JSON: Martlet's times, and swift-protobuf's.
struct JSONRow {
  let name: String
  let bytes: Int
  let decode: (ours: Double, theirs: Double)
  let encode: (ours: Double, theirs: Double)

  var cells: [String] {
    let times = [decode, encode].flatMap { times in
      [Times.rounded(times.ours), Times.rounded(times.theirs)]
        + ["\(Times.ratio(times.theirs, times.ours))"]
    }
    return [name, "\(bytes)"] + times
  }
}

/// Rows as Markdown.
struct Table {
  private var lines: [String]

  static var wire: Table {
    Table(lines: [
      """
      | message | bytes | decode | in place | swift-protobuf | × | encode | in place \
      | swift-protobuf | × |
      """,
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ])
  }

  static var json: Table {
    Table(lines: [
      """
      | message as JSON | bytes | decode | swift-protobuf | × | encode | swift-protobuf | × |
      """,
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ])
  }

  mutating func add(_ cells: [String]) {
    lines.append("| " + cells.joined(separator: " | ") + " |")
  }

  func print() {
    for line in lines { Swift.print(line) }
  }
}
