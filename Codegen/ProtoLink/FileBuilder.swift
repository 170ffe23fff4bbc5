internal import MartletProtobuf
internal import ProtoSyntax

/// Makes the descriptor of a file.
struct FileBuilder {
  private let node: FileNode
  private let name: String
  private let scope: FileScope
  private let locations: LocationTable

  init(_ node: FileNode, name: String, scope: FileScope) {
    self.node = node
    self.name = name
    self.scope = scope
    locations = LocationTable(node.source)
  }

  func build() -> Google_Protobuf_FileDescriptorProto {
    var file = Google_Protobuf_FileDescriptorProto()
    file.name = name
    if let package = node.package { file.package = package.text }
    for (index, each) in node.imports.enumerated() {
      file.dependency.append(each.path)
      locations.add([3, Int32(index)], each.statement.range, each.statement.comments)
      let isPublic = each.kind == .public
      let count = isPublic ? file.publicDependency.count : file.weakDependency.count
      if let range = each.kindRange { locations.add([isPublic ? 10 : 11, Int32(count)], range) }
      if isPublic { file.publicDependency.append(Int32(index)) }
      if each.kind == .weak { file.weakDependency.append(Int32(index)) }
    }
    buildSyntax(&file)
    let package = node.package?.text ?? ""
    let messages = MessageBuilder(
      scope: scope, locations: locations, isProto3: node.syntax?.text == "proto3")
    for (index, message) in node.messages.enumerated() {
      file.messageType.append(messages.build(message, in: package, path: [4, Int32(index)]))
    }
    for (index, each) in node.enums.enumerated() {
      file.enumType.append(
        EnumBuilder(scope: scope, locations: locations).build(each, path: [5, Int32(index)]))
    }
    for (index, service) in node.services.enumerated() {
      file.service.append(build(service, in: package, path: [6, Int32(index)]))
    }
    for extend in node.extensions {
      locations.add([7], extend.statement.range, extend.statement.comments)
      for field in extend.fields {
        file.extension.append(
          messages.build(
            field, of: extend.extendee, in: package, path: [7, Int32(file.extension.count)]))
      }
      for message in extend.messages {
        file.messageType.append(
          messages.build(message, in: package, path: [4, Int32(file.messageType.count)]))
      }
    }
    if !node.options.isEmpty {
      file.options = OptionInterpreter(scope, locations, [8]).interpret(
        node.options, FileOptionTable.self)
    }
    file.sourceCodeInfo = .with { $0.location = locations.sorted }
    return file
  }

  private func buildSyntax(_ file: inout Google_Protobuf_FileDescriptorProto) {
    locations.add([], node.range)
    if let package = node.packageStatement { locations.add([2], package.range, package.comments) }
    guard let syntax = node.syntax else {
      scope.diagnostics.warning(
        "there is no syntax line: the file is taken for proto2; say 'syntax = \"proto3\";'",
        in: node.source, at: 0..<0)
      return
    }
    if node.isEdition {
      scope.diagnostics.error(
        "editions are not supported yet; use 'syntax = \"proto3\";'", in: node.source,
        at: syntax.range)
    }
    // As protoc does, proto2 is said by saying nothing.
    if syntax.text == "proto3" { file.syntax = syntax.text }
    if let statement = node.syntaxStatement {
      locations.add([12], statement.range, statement.comments)
    }
  }

  private func build(
    _ node: ServiceNode, in package: String, path: [Int32]
  ) -> Google_Protobuf_ServiceDescriptorProto {
    var service = Google_Protobuf_ServiceDescriptorProto()
    service.name = node.name.text
    locations.add(path, node.range, node.comments)
    locations.add(path + [1], node.name.range)
    for (index, each) in node.methods.enumerated() {
      service.method.append(
        build(
          each, in: package.isEmpty ? node.name.text : "\(package).\(node.name.text)",
          path: path + [2, Int32(index)]))
    }
    if !node.options.isEmpty {
      service.options = OptionInterpreter(scope, locations, path + [3]).interpret(
        node.options, ServiceOptionTable.self)
    }
    return service
  }

  private func build(
    _ node: ServiceNode.Method, in service: String, path: [Int32]
  ) -> Google_Protobuf_MethodDescriptorProto {
    var method = Google_Protobuf_MethodDescriptorProto()
    method.name = node.name.text
    locations.add(path, node.range, node.comments)
    locations.add(path + [1], node.name.range)
    locations.add(path + [2], node.input.range)
    locations.add(path + [3], node.output.range)
    method.inputType = resolveMessage(node.input, in: service)
    method.outputType = resolveMessage(node.output, in: service)
    if let range = node.inputStream {
      locations.add(path + [5], range)
      method.clientStreaming = true
    }
    if let range = node.outputStream {
      locations.add(path + [6], range)
      method.serverStreaming = true
    }
    if !node.options.isEmpty {
      method.options = OptionInterpreter(scope, locations, path + [4]).interpret(
        node.options, MethodOptionTable.self)
    }
    return method
  }

  private func resolveMessage(_ name: Name, in service: String) -> String {
    guard let type = scope.resolveType(name, in: service) else { return name.text }
    if type.kind != .message {
      scope.diagnostics.error(
        "'\(name.text)' is an enumeration; a method takes and returns messages",
        in: scope.source, at: name.range)
    }
    return type.name
  }
}
