internal import MartletProtobuf

/// The names that protoc-gen-swift gives, so that code written for it finds what it expects.
enum SwiftNames {
  /// What goes before the names of a file's types: the option, or the package as
  /// `google.protobuf` → `Google_Protobuf_`.
  static func prefix(of file: Google_Protobuf_FileDescriptorProto) -> String {
    if file.options.hasSwiftPrefix { return file.options.swiftPrefix }
    if file.package.isEmpty { return "" }
    var prefix = ""
    var isStart = true
    for character in file.package {
      switch character {
      case "_": isStart = true
      case ".":
        prefix += "_"
        isStart = true
      default:
        if prefix.isEmpty, character.isNumber { prefix += "_" }
        prefix += isStart ? character.uppercased() : String(character)
        isStart = false
      }
    }
    return prefix + "_"
  }

  static func message(_ name: String) -> String { type(name, mark: "Message") }

  static func service(_ name: String) -> String {
    SwiftKeywords.reservedServices.contains(name) ? name + "Service" : name
  }

  /// The name of the type that describes a method.
  static func methodType(_ name: String) -> String {
    SwiftKeywords.reservedMethods.contains(name) ? name + "Method" : name
  }

  /// The name of a method's function, as grpc-swift gives it: the capitals at the beginning become
  /// small, but not the one that begins the next word: `HTTPGet` → `httpGet`.
  static func method(_ name: String) -> String {
    let capitals = name.prefix { $0.isUppercase }.count
    let isWhole = capitals == name.count
    let count =
      capitals > 1 && !isWhole && name.dropFirst(capitals).first?.isLowercase == true
      ? capitals - 1 : capitals
    let lower = name.prefix(count).lowercased() + name.dropFirst(count)
    if lower == "self" || lower == "init" { return lower + "_" }
    return SwiftKeywords.quotable.contains(lower) ? "`\(lower)`" : lower
  }

  static func enumeration(_ name: String) -> String { type(name, mark: "Enum") }

  static func oneof(_ name: String) -> String {
    type("OneOf_" + CamelCase.upper(name), mark: "Oneof")
  }

  /// A type's name, with `mark` behind it if it is taken. A name that ends in the mark is looked
  /// at without it, so that it cannot meet another that got the mark.
  private static func type(_ name: String, mark: String) -> String {
    if SwiftKeywords.reservedTypes.contains(name) || name.allSatisfy({ $0 == "_" }) {
      return name + mark
    }
    if name.hasSuffix(mark), name.count > mark.count {
      return type(String(name.dropLast(mark.count)), mark: mark) + mark
    }
    return name
  }

  /// A property of a field, and what belongs to it.
  struct Property {
    let name: String
    let stored: String
    let has: String
    let clear: String
  }

  /// - Parameter suffix: What goes behind the name, to tell it from another that is the same.
  static func property(_ name: String, suffix: String = "") -> Property {
    let lower = CamelCase.lower(name) + suffix
    let upper = CamelCase.upper(name) + suffix
    return Property(
      name: property(lower, basedOn: lower), stored: property("_\(lower)", basedOn: lower),
      has: property("has\(upper)", basedOn: lower), clear: property("clear\(upper)", basedOn: lower)
    )
  }

  private static func property(_ name: String, basedOn base: String) -> String {
    if startsWord("clear", base) || startsWord("has", base)
      || SwiftKeywords.reservedProperties.contains(base)
    {
      return name + "_p"
    }
    if name == base, SwiftKeywords.quotable.contains(base) { return "`\(name)`" }
    if base.allSatisfy({ $0 == "_" }) { return name + "__" }
    return name
  }

  private static func startsWord(_ word: String, _ name: String) -> Bool {
    name.hasPrefix(word) && (name.dropFirst(word.count).first.map { "A"..."Z" ~= $0 } ?? false)
  }

  /// The property of an extension, and what belongs to it.
  ///
  /// - Parameters:
  ///   - prefix: What goes before the names of the file's types.
  ///   - scope: The type that the extension is declared in; `nil` for a file's own.
  static func extensionProperty(
    _ name: String, prefix: String, scope: String?
  ) -> (value: String, has: String, clear: String) {
    let lower = CamelCase.lower(name)
    if let scope {
      let value = scope.split(separator: ".").joined(separator: "_") + "_" + lower
      let upper = value.prefix(1).uppercased() + value.dropFirst()
      return (value, "has" + upper, "clear" + upper)
    }
    let whole = prefix + lower
    let value = property(whole, basedOn: whole)
    let upper =
      prefix.isEmpty
      ? property(CamelCase.upper(name), basedOn: lower)
      : value.prefix(1).uppercased() + value.dropFirst()
    return (value, "has" + upper, "clear" + upper)
  }

  static func enumCase(_ name: String) -> String {
    if SwiftKeywords.reservedCases.contains(name) { return name + "_" }
    if SwiftKeywords.quotableCases.contains(name) { return "`\(name)`" }
    if name.allSatisfy({ $0 == "_" }) { return name + "__" }
    return name
  }

  /// A name without the backticks around it: what stands behind a dot needs none.
  static func unquoted(_ name: String) -> String {
    name.hasPrefix("`") ? String(name.dropFirst().dropLast()) : name
  }

  /// The names of an enumeration's values, in their order: without the enumeration's own name in
  /// front, and with the number behind where two values would have the same.
  static func cases(of enumeration: Google_Protobuf_EnumDescriptorProto) -> [String] {
    let candidates = enumeration.value.map { value in
      CamelCase.lower(strip(enumeration.name, from: value.name) ?? value.name)
    }
    var numbers: [String: Set<Int32>] = [:]
    for (candidate, value) in zip(candidates, enumeration.value) {
      numbers[candidate, default: []].insert(value.number)
    }
    return zip(candidates, enumeration.value).map { candidate, value in
      guard let same = numbers[candidate], same.count > 1 else { return enumCase(candidate) }
      let number = value.number < 0 ? "n\(-Int(value.number))" : "\(value.number)"
      return enumCase("\(candidate)_\(number)")
    }
  }

  /// What is left of a name behind a prefix, underscores and case aside; `nil` if it has not the
  /// prefix, or what is left is no name.
  private static func strip(_ prefix: String, from name: String) -> String? {
    var wanted = prefix.lowercased().filter { $0 != "_" }[...]
    var rest = name[...]
    while let next = wanted.first {
      guard let character = rest.first else { return nil }
      if character != "_" {
        guard character.lowercased() == String(next) else { return nil }
        wanted = wanted.dropFirst()
      }
      rest = rest.dropFirst()
    }
    rest = rest.drop { $0 == "_" }
    guard let first = rest.first, first.isLetter else { return nil }
    return String(rest)
  }
}
