internal import MartletProtobuf
internal import ProtoSyntax

/// Makes sense of options: finds the fields that their names stand for, and puts the values into
/// the form that descriptors have.
struct OptionInterpreter {
  /// What is thrown to leave an option that is wrong; it has been reported.
  private struct Wrong: Error {}

  /// Where an option leads.
  private struct Target {
    /// The messages on the way, then the field itself.
    let fields: [FieldSchema]
    /// The types that they are fields of.
    let types: [MessageSchema]
    var field: FieldSchema { fields[fields.count - 1] }
    var numbers: [Int32] { fields.map(\.number) }
    var isSourceOnly: Bool { fields.contains(where: \.isSourceOnly) }
  }

  let file: LinkedFile
  let scope: FileScope
  /// The types of the files that have been linked.
  let schema: Schema
  /// The types of protobuf's own descriptor.proto, for files that know no other.
  let fallback: Schema

  /// What becomes of an option's location.
  enum Placing {
    case path([Int32])
    case removed
  }

  /// Interprets some of a declaration's options.
  ///
  /// - Parameters:
  ///   - isWanted: Which.
  ///   - place: Gets what becomes of each one's location.
  func interpret(
    _ site: inout OptionSite, where isWanted: (OptionNode) -> Bool,
    place: (Int, Placing) -> Void
  ) {
    let source =
      schema.message(site.kind.messageName) == nil ? fallback : schema
    guard let type = source.message(site.kind.messageName) else { return }
    var counts: [[Int32]: Int32] = [:]
    for option in site.options {
      guard isWanted(option) else { continue }
      do {
        let target = try resolve(option, of: type, site, source)
        var path = site.path + [site.kind.fieldNumber] + target.numbers
        if target.field.isRepeated {
          let count = counts[path, default: 0]
          counts[path] = count + 1
          path.append(count)
        }
        try set(option, target, source, in: &site)
        guard let location = option.location else { continue }
        place(location, target.isSourceOnly ? .removed : .path(path))
      } catch { continue }
    }
  }

  // MARK: Names

  private func resolve(
    _ option: OptionNode, of options: MessageSchema, _ site: OptionSite, _ source: Schema
  ) throws(Wrong) -> Target {
    var type = options
    var fields: [FieldSchema] = []
    var types: [MessageSchema] = []
    if option.name.first?.isExtension == false,
      option.name.first?.name.text == "uninterpreted_option"
    {
      throw fail("'uninterpreted_option' cannot be set", option.nameRange)
    }
    for (index, part) in option.name.enumerated() {
      let field = try resolve(part, of: type, option, site, source, isFirst: index == 0)
      fields.append(field)
      types.append(type)
      guard index + 1 < option.name.count else { break }
      guard field.isMessage, let inner = source.message(field.typeName) else {
        throw fail("'\(part.name.text)' is no message, and has no fields to set", part.name.range)
      }
      if field.isRepeated {
        throw fail(
          "'\(part.name.text)' is repeated: set a message as a whole, as \(part.shown) = { … }",
          part.name.range)
      }
      type = inner
    }
    return Target(fields: fields, types: types)
  }

  private func resolve(
    _ part: OptionNode.NamePart, of type: MessageSchema, _ option: OptionNode, _ site: OptionSite,
    _ source: Schema, isFirst: Bool
  ) throws(Wrong) -> FieldSchema {
    let name = part.name.text
    guard part.isExtension else {
      if let field = type.field(name) { return field }
      let near = Spelling.nearest(to: name, among: type.fields.map(\.name))
      if !isFirst {
        let hint = near.map { "; did you mean '\($0)'?" } ?? ""
        throw fail("'\(type.name)' has no field '\(name)'\(hint)", part.name.range)
      }
      let hint =
        near.map { "; did you mean '\($0)'?" } ?? "; a custom option stands in parentheses"
      let whole = option.name.map(\.shown).joined(separator: ".")
      throw fail("there is no option '\(whole)' here\(hint)", option.nameRange)
    }
    guard let found = scope.find(name, from: site.scope, .anything), found.kind == .extension,
      let field = schema.extension(found.name)
    else {
      if scope.isComplete {
        throw fail(scope.explanation(ofExtension: name, in: site.scope), part.name.range)
      }
      throw Wrong()
    }
    if type.name == "google.protobuf.FeatureSet",
      scope.symbols.symbols[found.name]?.file == scope.visible.all.first
    {
      throw fail(
        "a feature cannot be used in the file that declares it; import it from another",
        part.name.range)
    }
    guard field.containerName == type.name else {
      throw fail(
        "'\(name)' extends \(field.containerName), and cannot be set in \(type.name)",
        part.name.range)
    }
    return field
  }

  private func fail(_ message: String, _ range: Range<Int>) -> Wrong {
    scope.error(message, range)
    return Wrong()
  }

  // MARK: Values

  private func set(
    _ option: OptionNode, _ target: Target, _ source: Schema, in site: inout OptionSite
  ) throws(Wrong) {
    let field = target.field
    let shown = option.name.map(\.shown).joined(separator: ".")
    if !field.isRepeated, WireFields.has(target.numbers[...], in: site.encoded.written) {
      throw fail("the option '\(shown)' is set twice", option.nameRange)
    }
    OptionUse(file: file, scope: scope).check(target.fields, option, site.kind)
    let value = try value(of: option, field, shown, source, site.kind)
    if file.isEdition {
      site.encoded.add(Self.message(value, at: target.fields, target.types))
    }
    site.encoded.add(
      all: encode(value, at: target.fields, sourceOnly: true),
      kept: encode(value, at: target.fields, sourceOnly: false))
  }

  private func value(
    of option: OptionNode, _ field: FieldSchema, _ shown: String, _ source: Schema,
    _ kind: OptionKind
  ) throws(Wrong) -> MessageValue.Value {
    guard field.isMessage else {
      do {
        return .scalar(try ScalarValue(schema: source, isText: false).of(option.value, field))
      } catch {
        throw fail("the option '\(shown)' takes \(error.expectation)", option.valueRange)
      }
    }
    guard case .aggregate(let tokens) = option.value else {
      throw fail(
        "'\(shown)' is a message: set it as a whole, as { … }, or a field of it, as \(shown).…",
        option.valueRange)
    }
    guard let type = source.message(field.typeName),
      let message = TextReader.read(tokens, type, scope, source)
    else { throw Wrong() }
    let missing = message.missingFields()
    if !missing.isEmpty {
      throw fail(
        "required fields are missing: \(missing.joined(separator: ", "))", option.valueRange)
    }
    OptionUse(file: file, scope: scope).check(message, option, kind)
    return .message(message)
  }

  // MARK: On the wire

  /// The option alone, as the message that all options are.
  private static func message(
    _ value: MessageValue.Value, at fields: [FieldSchema], _ types: [MessageSchema]
  ) -> MessageValue {
    var value = value
    for (field, type) in zip(fields, types).reversed() {
      var outer = MessageValue(type)
      outer.add(value, to: field)
      value = .message(outer)
    }
    guard case .message(let message) = value else { return MessageValue(types[0]) }
    return message
  }

  /// The option alone, in messages within messages.
  ///
  /// - Parameter sourceOnly: Whether it is written even if it is only of use in source code.
  private func encode(
    _ value: MessageValue.Value, at fields: [FieldSchema], sourceOnly: Bool
  ) -> [UInt8] {
    var wire = WireBytes()
    for (depth, field) in fields.enumerated().reversed() {
      let inner = wire.bytes
      wire = WireBytes()
      // Messages around what is not kept are kept, be they empty.
      if field.isSourceOnly, !sourceOnly { continue }
      if depth < fields.count - 1 {
        write(inner, as: field, &wire)
      } else {
        switch value {
        case .scalar(let value): wire.field(field.number, value)
        case .message(let message):
          write(message.encoded(sourceOnly: sourceOnly), as: field, &wire)
        }
      }
    }
    return wire.bytes
  }

  private func write(_ content: [UInt8], as field: FieldSchema, _ wire: inout WireBytes) {
    if field.type == .group {
      wire.group(field.number, content)
    } else {
      wire.field(field.number, content)
    }
  }
}

extension OptionNode.NamePart {
  /// The part as it is written.
  var shown: String { isExtension ? "(\(name.text))" : name.text }
}
