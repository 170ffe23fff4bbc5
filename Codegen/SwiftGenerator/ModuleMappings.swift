/// Reads which Swift modules hold which files' types, as protoc-gen-swift has it written.
///
///     mapping {
///       module_name: "Base"
///       proto_file_path: "base/money.proto"
///       proto_file_path: "base/place.proto"
///     }
public struct ModuleMappings {
  private var words: ArraySlice<Word>
  private var modules: [String: String] = [:]

  /// The modules by the names of the files.
  ///
  /// - Throws: ``GeneratorError`` if the text does not read like this.
  public static func read(_ text: String) throws -> [String: String] {
    var reader = ModuleMappings(words: try Word.all(of: text)[...])
    while let name = reader.words.popFirst() {
      guard name == .name("mapping") else { throw unexpected(name) }
      try reader.readMapping()
    }
    return reader.modules
  }

  private mutating func readMapping() throws {
    skip(":")
    guard skip("{") || skip("<") else { throw Self.unexpected(words.first) }
    var module: String?
    var files: [String] = []
    while !skip("}"), !skip(">") {
      let name = words.popFirst()
      skip(":")
      switch name {
      case .name("module_name"): module = try readString()
      case .name("proto_file_path"): files += try readStrings()
      default: throw Self.unexpected(name)
      }
      if !skip(",") { skip(";") }
    }
    guard let module else {
      throw GeneratorError(message: "a mapping has no module_name, which must be a Swift module")
    }
    for file in files {
      if let other = modules.updateValue(module, forKey: file), other != module {
        throw GeneratorError(message: "\(file) is mapped to two modules: \(other) and \(module)")
      }
    }
  }

  private mutating func readStrings() throws -> [String] {
    guard skip("[") else { return [try readString()] }
    var strings: [String] = []
    while !skip("]") {
      strings.append(try readString())
      skip(",")
    }
    return strings
  }

  private mutating func readString() throws -> String {
    let word = words.popFirst()
    guard case .string(let text) = word else { throw Self.unexpected(word) }
    return text
  }

  @discardableResult
  private mutating func skip(_ mark: Character) -> Bool {
    guard words.first == .mark(mark) else { return false }
    words.removeFirst()
    return true
  }

  private static func unexpected(_ word: Word?) -> GeneratorError {
    let what =
      switch word {
      case .name(let text): "'\(text)'"
      case .string(let text): "\"\(text)\""
      case .mark(let mark): "'\(mark)'"
      case nil: "the end"
      }
    return GeneratorError(
      message: """
        module mappings: \(what) is not expected; they are written as \
        mapping { module_name: "Base" proto_file_path: "base/money.proto" }
        """)
  }
}

/// What module mappings are made of.
private enum Word: Equatable {
  case name(String)
  case string(String)
  case mark(Character)

  static func all(of text: String) throws -> [Word] {
    var rest = Substring(text)
    var words: [Word] = []
    while let first = rest.first {
      if first.isWhitespace {
        rest.removeFirst()
      } else if first == "#" {
        rest = rest.drop { !$0.isNewline }
      } else if first == "\"" || first == "'" {
        rest.removeFirst()
        guard let end = rest.firstIndex(of: first) else {
          throw GeneratorError(message: "module mappings: a string does not end: \(rest)")
        }
        words.append(.string(String(rest[..<end])))
        rest = rest[end...].dropFirst()
      } else if first.isLetter || first == "_" {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        words.append(.name(String(name)))
        rest = rest[name.endIndex...]
      } else {
        words.append(.mark(rest.removeFirst()))
      }
    }
    return words
  }
}
