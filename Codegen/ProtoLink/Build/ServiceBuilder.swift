internal import MartletProtobuf
internal import ProtoSyntax

/// Makes the descriptors of services.
struct ServiceBuilder {
  let scope: FileScope
  let sites: OptionSites

  func build(
    _ node: ServiceNode, in package: String, path: [Int32]
  ) -> Google_Protobuf_ServiceDescriptorProto {
    var service = Google_Protobuf_ServiceDescriptorProto()
    service.name = node.name.text
    let fullName = node.name.full(in: package)
    for (index, each) in node.methods.enumerated() {
      var method = Google_Protobuf_MethodDescriptorProto()
      method.name = each.name.text
      method.inputType = resolveMessage(each.input, in: fullName)
      method.outputType = resolveMessage(each.output, in: fullName)
      if each.streamsInput { method.clientStreaming = true }
      if each.streamsOutput { method.serverStreaming = true }
      if each.hasBlock { method.options = Google_Protobuf_MethodOptions() }
      service.method.append(method)
      sites.add(.method, path + [2, Int32(index)], fullName, each.options)
    }
    sites.add(.service, path, package, node.options)
    return service
  }

  private func resolveMessage(_ name: Name, in service: String) -> String {
    // What can be no message has been reported by the parser.
    guard ScalarType(name.text) == nil,
      let type = scope.resolveType(name, in: service, .anything)
    else { return name.text }
    if type.kind != .message {
      scope.error(
        "'\(name.text)' is an enumeration; a method takes and returns messages", name.range)
    }
    return "." + type.name
  }
}
