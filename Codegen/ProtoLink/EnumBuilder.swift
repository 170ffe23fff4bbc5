internal import MartletProtobuf
internal import ProtoSyntax

/// Makes the descriptors of enumerations.
struct EnumBuilder {
  let scope: FileScope
  let locations: LocationTable

  func build(_ node: EnumNode, path: [Int32]) -> Google_Protobuf_EnumDescriptorProto {
    var proto = Google_Protobuf_EnumDescriptorProto()
    proto.name = node.name.text
    locations.add(path, node.range, node.comments)
    locations.add(path + [1], node.name.range)
    for (index, value) in node.values.enumerated() {
      proto.value.append(build(value, path: path + [2, Int32(index)]))
    }
    for (index, range) in node.reservedRanges.enumerated() {
      locations.add(range, path + [4, Int32(index)])
      proto.reservedRange.append(
        .with { reserved in
          reserved.start = Int32(clamping: range.start)
          reserved.end = Int32(clamping: range.end ?? Int64(Int32.max))
        })
    }
    locations.add(node.reservedStatements, numbers: path + [4], names: path + [5])
    proto.reservedName = node.reservedNames.enumerated().map { index, name in
      locations.add(path + [5, Int32(index)], name.range)
      return name.text
    }
    if !node.options.isEmpty {
      proto.options = OptionInterpreter(scope, locations, path + [3]).interpret(
        node.options, EnumOptionTable.self)
    }
    return proto
  }

  private func build(
    _ node: EnumNode.Value, path: [Int32]
  ) -> Google_Protobuf_EnumValueDescriptorProto {
    locations.add(path, node.range, node.comments)
    locations.add(path + [1], node.name.range)
    locations.add(path + [2], node.numberRange)
    return .with { proto in
      proto.name = node.name.text
      proto.number = Int32(clamping: node.number)
      if !node.options.isEmpty {
        proto.options = OptionInterpreter(scope, locations, path + [3], in: node.optionsRange)
          .interpret(node.options, EnumValueOptionTable.self)
      }
    }
  }
}
