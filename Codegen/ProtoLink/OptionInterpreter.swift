internal import MartletProtobuf
internal import ProtoSyntax

/// The options of one kind of declaration, and how each that protobuf knows is set.
protocol OptionTable {
  associatedtype Options: Message

  /// Options of which none is set.
  static var empty: Options { get }

  /// How each option is set, by its name. A setter tells what it expects if it is given another
  /// kind of value.
  static var setters: [String: OptionSetter<Options>] { get }

  /// Keeps an option that is not protobuf's own.
  static func keep(_ option: Google_Protobuf_UninterpretedOption, in options: inout Options)
}

/// Sets one option.
struct OptionSetter<Options> {
  /// What values it takes, for errors.
  let expectation: String
  /// Sets the option; `false` if the value is of another kind.
  let apply: (inout Options, OptionNode.Value) -> Bool

  static func bool(_ path: WritableKeyPath<Options, Bool>) -> OptionSetter {
    OptionSetter(expectation: "true or false") { options, value in
      guard case .identifier(let word) = value, word == "true" || word == "false" else {
        return false
      }
      options[keyPath: path] = word == "true"
      return true
    }
  }

  static func string(_ path: WritableKeyPath<Options, String>) -> OptionSetter {
    OptionSetter(expectation: "a string") { options, value in
      guard case .string(let bytes) = value else { return false }
      options[keyPath: path] = String(decoding: bytes, as: UTF8.self)
      return true
    }
  }

  static func word<Value>(
    _ path: WritableKeyPath<Options, Value>, _ words: [String: Value]
  ) -> OptionSetter {
    OptionSetter(expectation: words.keys.sorted().joined(separator: " or ")) { options, value in
      guard case .identifier(let word) = value, let choice = words[word] else { return false }
      options[keyPath: path] = choice
      return true
    }
  }
}

/// Makes options of how they are written: protobuf's own become fields, others are kept as they
/// are.
struct OptionInterpreter {
  private let scope: FileScope
  private let locations: LocationTable
  private let path: [Int32]
  private let brackets: Range<Int>?

  /// - Parameters:
  ///   - locations: Gets where the options stand.
  ///   - path: The path of the options in the file's descriptor.
  ///   - brackets: Where the brackets stand that the options are in; `nil` if each is a statement.
  init(
    _ scope: FileScope, _ locations: LocationTable, _ path: [Int32],
    in brackets: Range<Int>? = nil
  ) {
    self.scope = scope
    self.locations = locations
    self.path = path
    self.brackets = brackets
  }

  func interpret<Table: OptionTable>(_ nodes: [OptionNode], _ table: Table.Type) -> Table.Options {
    var options = Table.empty
    var seen: Set<String> = []
    let setters = Table.setters
    var kept: Int32 = 0
    for node in nodes {
      if brackets == nil { locations.add(path, node.statement.range) }
      guard let first = node.name.first, !first.isExtension else {
        locations.add(path + [999, kept], node.statement.range, node.statement.comments)
        kept += 1
        Table.keep(uninterpreted(node), in: &options)
        continue
      }
      let name = first.name.text
      guard node.name.count == 1, let setter = setters[name] else {
        let whole = node.name.map(\.name.text).joined(separator: ".")
        fail("there is no option '\(whole)' here", node.nameRange, setters.keys, name)
        continue
      }
      if let number = Table.Options.protoFields.number(of: name) {
        locations.add(path + [Int32(number)], node.statement.range, node.statement.comments)
      }
      if !seen.insert(name).inserted {
        scope.diagnostics.error(
          "the option '\(name)' is set twice", in: scope.source, at: node.nameRange)
      }
      if !setter.apply(&options, node.value) {
        scope.diagnostics.error(
          "the option '\(name)' takes \(setter.expectation)", in: scope.source,
          at: node.valueRange)
      }
    }
    return options
  }

  private func fail(
    _ message: String, _ range: Range<Int>, _ known: some Sequence<String>, _ name: String
  ) {
    let near = Spelling.nearest(to: name, among: known)
    let hint = near.map { "; did you mean '\($0)'?" } ?? "; a custom option stands in parentheses"
    scope.diagnostics.error(message + hint, in: scope.source, at: range)
  }

  private func uninterpreted(_ node: OptionNode) -> Google_Protobuf_UninterpretedOption {
    .with { option in
      option.name = node.name.map { part in
        .with {
          $0.namePart = part.name.text
          $0.isExtension = part.isExtension
        }
      }
      switch node.value {
      case .identifier(let word): option.identifierValue = word
      case .positive(let number): option.positiveIntValue = number
      case .negative(let number): option.negativeIntValue = number
      case .float(let number): option.doubleValue = number
      case .string(let bytes): option.stringValue = bytes
      case .aggregate(let text): option.aggregateValue = text
      }
    }
  }
}
