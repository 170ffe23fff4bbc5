internal import MartletProtobuf
internal import ProtoSyntax

/// Makes the descriptors of enumerations.
struct EnumBuilder {
  let sites: OptionSites

  func build(
    _ node: EnumNode, in scope: String, path: [Int32]
  ) -> Google_Protobuf_EnumDescriptorProto {
    var proto = Google_Protobuf_EnumDescriptorProto()
    proto.name = node.name.text
    for (index, value) in node.values.enumerated() {
      proto.value.append(
        .with { proto in
          proto.name = value.name.text
          proto.number = Int32(clamping: value.number)
        })
      sites.add(.enumValue, path + [2, Int32(index)], scope, value.options)
    }
    for range in node.reserved.ranges {
      proto.reservedRange.append(
        .with { reserved in
          reserved.start = Int32(clamping: range.start)
          reserved.end = Int32(clamping: range.end ?? Int64(Int32.max))
        })
    }
    proto.reservedName = node.reserved.names.map(\.text)
    sites.add(.enum, path, scope, node.options)
    return proto
  }
}
