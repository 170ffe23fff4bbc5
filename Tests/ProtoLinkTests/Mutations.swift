internal import ToolSupport

/// Makes files that are nearly right: each is one that is, with a word or a line changed.
struct Mutations {
  private enum Change: CaseIterable {
    case remove, double, swap, replace, insert, rename, renumber, add
    case removeLine, doubleLine, swapLines, moveLine, changeByte, cut
  }

  private var generator: SplitMix64

  init(seed: UInt64) { generator = SplitMix64(seed: seed) }

  /// A file with one or two changes.
  mutating func mutate(_ text: [UInt8]) -> [UInt8] {
    var text = text
    for _ in 0..<Int.random(in: 1...4, using: &generator) / 3 + 1 { text = change(text) }
    return text
  }

  private mutating func change(_ text: [UInt8]) -> [UInt8] {
    guard let change = Change.allCases.randomElement(using: &generator), text.count > 1 else {
      return text
    }
    switch change {
    case .removeLine, .doubleLine, .swapLines, .moveLine: return changeLine(text, change)
    case .changeByte:
      var text = text
      text[pick(text.count)] = UInt8.random(in: 0...255, using: &generator)
      return text
    case .cut: return Array(text[..<pick(text.count)])
    default: return changeWord(text, change)
    }
  }

  private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  // MARK: Lines

  private mutating func changeLine(_ text: [UInt8], _ change: Change) -> [UInt8] {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let place = pick(lines.count)
    switch change {
    case .removeLine: lines.remove(at: place)
    case .doubleLine: lines.insert(lines[place], at: place)
    case .swapLines: lines.swapAt(place, pick(lines.count))
    default: lines.insert(lines.remove(at: place), at: pick(lines.count))
    }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  // MARK: Words

  private mutating func changeWord(_ text: [UInt8], _ change: Change) -> [UInt8] {
    var words = Self.words(of: text)
    let places = words.indices.filter { !Self.isSpace(words[$0]) }
    guard let place = places.randomElement(using: &generator) else { return text }
    let spare = Array(Self.pool.randomElement(using: &generator)?.utf8 ?? "".utf8)
    switch change {
    case .remove: words[place] = []
    case .double: words[place] += [0x20] + words[place]
    case .swap: words.swapAt(place, places.randomElement(using: &generator) ?? place)
    case .replace: words[place] = spare
    case .insert: words[place] += [0x20] + spare + [0x20]
    case .rename: changeKind(&words, places, \.isLetter)
    case .renumber:
      let numbers = places.filter { words[$0].first?.isNumber == true }
      if let place = numbers.randomElement(using: &generator) {
        words[place] = Array(Self.numbers.randomElement(using: &generator)?.utf8 ?? "".utf8)
      }
    default:
      let statement = Self.statements.randomElement(using: &generator) ?? ""
      let ends = places.filter { words[$0] == Array(";".utf8) || words[$0] == Array("{".utf8) }
      if let place = ends.randomElement(using: &generator) {
        words[place] += Array(" \(statement) ".utf8)
      }
    }
    return Array(words.joined())
  }

  /// Puts one word in the place of another of its kind.
  private mutating func changeKind(
    _ words: inout [[UInt8]], _ places: [Int], _ isKind: (UInt8) -> Bool
  ) {
    let same = places.filter { words[$0].first.map(isKind) ?? false }
    guard let place = same.randomElement(using: &generator),
      let other = same.randomElement(using: &generator)
    else { return }
    words[place] = words[other]
  }

  private static func isSpace(_ word: [UInt8]) -> Bool { word.first.map { $0 <= 0x20 } ?? true }

  /// Names and numbers, strings, runs of space, and every other byte by itself.
  private static func words(of text: [UInt8]) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var start = 0
    while start < text.count {
      var end = start + 1
      let first = text[start]
      if first.isLetter || first.isNumber {
        while end < text.count, text[end].isLetter || text[end].isNumber { end += 1 }
      } else if first <= 0x20 {
        while end < text.count, text[end] <= 0x20 { end += 1 }
      } else if first == UInt8(ascii: "\"") {
        while end < text.count, text[end] != first, text[end] != 0x0a { end += 1 }
        end = min(end + 1, text.count)
      }
      words.append(Array(text[start..<end]))
      start = end
    }
    return words
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool { self | 0x20 >= 97 && self | 0x20 <= 122 || self == 95 }
  fileprivate var isNumber: Bool { self >= 48 && self <= 57 }
}

// MARK: What is put in

extension Mutations {
  private static let numbers = [
    "0", "-1", "1", "2", "18999", "19000", "19999", "536870911", "536870912", "2147483647",
    "2147483648", "-2147483648", "-2147483649", "4294967295", "9223372036854775808",
    "18446744073709551616", "0x10", "010", "08", "0x", "1.5", ".5", "1e3", "1e", "1f", "-0", "max",
    "inf", "nan", "5 to 3", "5 to max", "0xfffffffffffffffff",
  ]

  private static let pool =
    numbers + [
      "syntax", "package", "import", "option", "message", "enum", "service", "extend", "extensions",
      "reserved", "oneof", "rpc", "returns", "stream", "group", "map", "optional", "required",
      "repeated", "public", "weak", "to", "default", "json_name", "packed", "deprecated", "true",
      "int32", "string", "bytes", "double", "fixed64", "features", "A", "a", "{", "}", "[", "]",
      "(",
      ")", "<", ">", ";", ",", "=", ".", "-", ":", "/", "#", "\"", "'", "\\", "/*", "*/", "//",
      "\"\"", "\"a\"", "\"\\xe9\"", "\"\\q\"", "\"proto2\"", "\"2023\"", "\u{e9}", "\u{0}",
    ]

  private static let statements = [
    "option deprecated = true;", "option allow_alias = true;", "option map_entry = true;",
    "option message_set_wire_format = true;", "option java_package = 1;",
    "option (a).b = { c: 1 };",
    "option features.field_presence = IMPLICIT;", "option features.enum_type = CLOSED;",
    "reserved 1;", "reserved 1 to 5;", "reserved \"a\";", "reserved a;", "extensions 1 to max;",
    "extensions 100 to 199, 150;", "message X {}", "enum X { X0 = 0; }", "enum X {}",
    "oneof x {}", "oneof x { int32 y = 900; }", "int32 f = 901;", "optional int32 f = 901;",
    "required int32 f = 901;", "repeated int32 f = 901 [packed = true];",
    "map<string, int32> f = 901;", "map<float, int32> f = 901;", "optional group F = 901 {}",
    "optional int32 f = 901 [default = 1];", "int32 f = 901 [features.field_presence = EXPLICIT];",
    "string f = 901 [json_name = \"a\"];", "int64 f = 901 [jstype = JS_STRING];",
    "import \"nope.proto\";", "import \"google/protobuf/any.proto\";",
    "import public \"google/protobuf/any.proto\";", "package a.b;", "syntax = \"proto3\";",
    "edition = \"2023\";", "service X { rpc R(X) returns (stream X); }",
    "extend A { int32 b = 1; }",
    "enum Y { Y_A = 0; A = 1; }", "message Y { int32 a_b = 1; int32 aB = 2; }", "/* a", "// a",
  ]
}
