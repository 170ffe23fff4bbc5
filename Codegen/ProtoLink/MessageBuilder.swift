internal import MartletProtobuf
internal import ProtoSyntax

/// Makes the descriptors of messages and their fields.
struct MessageBuilder {
  let scope: FileScope
  let locations: LocationTable
  let isProto3: Bool

  func build(
    _ node: MessageNode, in outer: String, path: [Int32]
  ) -> Google_Protobuf_DescriptorProto {
    let fullName = outer.isEmpty ? node.name.text : "\(outer).\(node.name.text)"
    var message = Google_Protobuf_DescriptorProto()
    message.name = node.name.text
    locations.add(path, node.range, node.comments)
    locations.add(path + [1], node.name.range)
    buildNested(node, in: fullName, path: path, of: &message)
    for (index, field) in node.fields.enumerated() {
      message.field.append(build(field, of: nil, in: fullName, path: path + [2, Int32(index)]))
    }
    for (index, oneof) in node.oneofs.enumerated() {
      let place = path + [8, Int32(index)]
      locations.add(place, oneof.range, oneof.comments)
      locations.add(place + [1], oneof.name.range)
      message.oneofDecl.append(
        .with { proto in
          proto.name = oneof.name.text
          if !oneof.options.isEmpty {
            proto.options = OptionInterpreter(scope, locations, place + [2]).interpret(
              oneof.options, OneofOptionTable.self)
          }
        })
    }
    addSyntheticOneofs(&message)
    for (index, each) in node.enums.enumerated() {
      message.enumType.append(
        EnumBuilder(scope: scope, locations: locations).build(
          each, path: path + [4, Int32(index)]))
    }
    buildExtensions(node, in: fullName, path: path, of: &message)
    buildRanges(node, path: path, of: &message)
    if !node.options.isEmpty {
      message.options = OptionInterpreter(scope, locations, path + [7]).interpret(
        node.options, MessageOptionTable.self)
    }
    return message
  }

  /// Builds the messages inside, and those that the entries of maps are, in the order in which
  /// they stand in the text.
  private func buildNested(
    _ node: MessageNode, in fullName: String, path: [Int32],
    of message: inout Google_Protobuf_DescriptorProto
  ) {
    var parts: [(start: Int, build: ([Int32]) -> Google_Protobuf_DescriptorProto)] = []
    for nested in node.messages + node.extensions.flatMap(\.messages) {
      parts.append((nested.range.lowerBound, { build(nested, in: fullName, path: $0) }))
    }
    for field in node.fields {
      guard case .map(let key, let value) = field.type else { continue }
      parts.append((field.range.lowerBound, { _ in mapEntry(field, key, value, in: fullName) }))
    }
    for part in parts.sorted(by: { $0.start < $1.start }) {
      message.nestedType.append(part.build(path + [3, Int32(message.nestedType.count)]))
    }
  }

  private func buildExtensions(
    _ node: MessageNode, in fullName: String, path: [Int32],
    of message: inout Google_Protobuf_DescriptorProto
  ) {
    for extend in node.extensions {
      locations.add(path + [6], extend.statement.range, extend.statement.comments)
      for field in extend.fields {
        let place = path + [6, Int32(message.extension.count)]
        message.extension.append(build(field, of: extend.extendee, in: fullName, path: place))
      }
    }
  }

  private func buildRanges(
    _ node: MessageNode, path: [Int32], of message: inout Google_Protobuf_DescriptorProto
  ) {
    for statement in node.extensionStatements {
      locations.add(path + [5], statement.range, statement.comments)
    }
    locations.add(node.reservedStatements, numbers: path + [9], names: path + [10])
    // In descriptors the end of a range is the number behind its last.
    for (index, range) in node.extensionRanges.enumerated() {
      locations.add(range.range, path + [5, Int32(index)])
      message.extensionRange.append(
        .with { proto in
          proto.start = Int32(clamping: range.range.start)
          proto.end = Int32(clamping: (range.range.end ?? FieldNumbers.last) + 1)
          if !range.options.isEmpty {
            proto.options = OptionInterpreter(
              scope, locations, path + [5, Int32(index), 3]
            ).interpret(range.options, ExtensionRangeOptionTable.self)
          }
        })
    }
    for (index, range) in node.reservedRanges.enumerated() {
      locations.add(range, path + [9, Int32(index)])
      message.reservedRange.append(
        .with { proto in
          proto.start = Int32(clamping: range.start)
          proto.end = Int32(clamping: (range.end ?? FieldNumbers.last) + 1)
        })
    }
    message.reservedName = node.reservedNames.enumerated().map { index, name in
      locations.add(path + [10, Int32(index)], name.range)
      return name.text
    }
  }

  /// A proto3 field that may be set or not is, in descriptors, alone in a oneof.
  private func addSyntheticOneofs(_ message: inout Google_Protobuf_DescriptorProto) {
    var names = Set(message.oneofDecl.map(\.name) + message.field.map(\.name))
    for index in message.field.indices where message.field[index].proto3Optional {
      var name = "_" + message.field[index].name
      while names.contains(name) { name = "X" + name }
      names.insert(name)
      message.field[index].oneofIndex = Int32(message.oneofDecl.count)
      message.oneofDecl.append(.with { $0.name = name })
    }
  }

  // MARK: Fields

  func build(
    _ node: FieldNode, of extendee: Name?, in message: String, path: [Int32]
  ) -> Google_Protobuf_FieldDescriptorProto {
    var field = Google_Protobuf_FieldDescriptorProto()
    field.name = node.name.text
    field.number = Int32(clamping: node.number)
    field.label = label(node)
    field.jsonName = JSONName.of(node.name.text)
    addLocations(node, path)
    if let extendee {
      locations.add(path + [2], extendee.range, at: node.range.lowerBound)
      if let type = scope.resolveType(extendee, in: message) { field.extendee = type.name }
    }
    switch node.type {
    case .named(let name): setType(name, in: message, of: &field)
    case .map:
      field.type = .message
      field.typeName = ".\(message).\(MapEntryName.of(node.name.text))"
    case .group(let name):
      field.type = .group
      field.typeName = ".\(message).\(name.text)"
    }
    if let oneof = node.oneof { field.oneofIndex = Int32(oneof) }
    if isProto3, node.label == .optional { field.proto3Optional = true }
    applyOptions(node, path, to: &field)
    return field
  }

  private func label(_ node: FieldNode) -> Google_Protobuf_FieldDescriptorProto.Label {
    if case .map = node.type {
      if node.label != nil {
        scope.diagnostics.error(
          "a map has no label: remove it", in: scope.source, at: node.labelRange)
      }
      return .repeated
    }
    switch node.label {
    case .required:
      if isProto3 {
        scope.diagnostics.error(
          "proto3 has no required fields; remove 'required'", in: scope.source,
          at: node.labelRange)
      }
      return .required
    case .repeated: return .repeated
    case .optional: return .optional
    case nil:
      if !isProto3, node.oneof == nil {
        scope.diagnostics.error(
          "a field of proto2 needs 'optional', 'required' or 'repeated'", in: scope.source,
          at: node.name.range)
      }
      return .optional
    }
  }

  private func addLocations(_ node: FieldNode, _ path: [Int32]) {
    locations.add(path, node.range, node.comments)
    if node.label != nil { locations.add(path + [4], node.labelRange) }
    if case .named(let name) = node.type, ScalarNames.types[name.text] != nil {
      locations.add(path + [5], node.typeRange)
    } else {
      locations.add(path + [6], node.typeRange)
    }
    locations.add(path + [1], node.name.range)
    locations.add(path + [3], node.numberRange)
  }

  private func setType(
    _ name: Name, in message: String, of field: inout Google_Protobuf_FieldDescriptorProto
  ) {
    if let scalar = ScalarNames.types[name.text] {
      field.type = scalar
    } else if let type = scope.resolveType(name, in: message) {
      field.type = type.kind == .enum ? .enum : .message
      field.typeName = type.name
    }
  }

  private func applyOptions(
    _ node: FieldNode, _ path: [Int32], to field: inout Google_Protobuf_FieldDescriptorProto
  ) {
    if let range = node.optionsRange { locations.add(path + [8], range) }
    var rest: [OptionNode] = []
    for option in node.options {
      switch (option.plainName, option.value) {
      case ("default", let value):
        locations.add(path + [7], option.valueRange)
        field.defaultValue = DefaultText.of(value, field.type)
        if isProto3 {
          scope.diagnostics.error(
            "proto3 has no explicit defaults; remove this", in: scope.source,
            at: option.nameRange)
        }
      case ("json_name", .string(let bytes)):
        // Twice, as protoc does: the option, and its value.
        locations.add(path + [10], option.statement.range)
        locations.add(path + [10], option.valueRange)
        field.jsonName = String(decoding: bytes, as: UTF8.self)
      default: rest.append(option)
      }
    }
    if !rest.isEmpty {
      field.options = OptionInterpreter(scope, locations, path + [8], in: node.optionsRange)
        .interpret(rest, FieldOptionTable.self)
    }
  }

  // MARK: Maps

  /// The message that, in descriptors, a map is a list of.
  private func mapEntry(
    _ node: FieldNode, _ key: Name, _ value: Name, in message: String
  ) -> Google_Protobuf_DescriptorProto {
    if let type = ScalarNames.types[key.text] {
      if type == .double || type == .float || type == .bytes {
        scope.diagnostics.error(
          "'\(key.text)' cannot be a key: use a string, a bool or a whole number",
          in: scope.source, at: key.range)
      }
    } else {
      scope.diagnostics.error(
        "only a string, a bool or a whole number can be a key", in: scope.source, at: key.range)
    }
    func part(
      _ name: String, _ number: Int32, _ type: Name
    ) -> Google_Protobuf_FieldDescriptorProto {
      var field = Google_Protobuf_FieldDescriptorProto()
      field.name = name
      field.number = number
      field.label = .optional
      field.jsonName = name
      setType(type, in: message, of: &field)
      return field
    }
    return .with { entry in
      entry.name = MapEntryName.of(node.name.text)
      entry.field = [part("key", 1, key), part("value", 2, value)]
      entry.options.mapEntry = true
    }
  }
}
