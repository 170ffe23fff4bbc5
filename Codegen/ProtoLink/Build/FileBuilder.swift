internal import MartletProtobuf
internal import ProtoSyntax

/// Makes the descriptor of a file: names are resolved, options are left for later.
struct FileBuilder {
  private let file: LinkedFile
  private let scope: FileScope
  private let sites = OptionSites()

  init(_ file: LinkedFile, _ scope: FileScope) {
    self.file = file
    self.scope = scope
  }

  func build() {
    let node = file.node
    var proto = Google_Protobuf_FileDescriptorProto()
    proto.name = file.name
    if let package = node.package { proto.package = package.text }
    buildImports(&proto)
    buildSyntax(&proto)
    let package = file.package
    let fields = FieldBuilder(file: file, scope: scope, sites: sites)
    let messages = MessageBuilder(fields: fields, enums: EnumBuilder(sites: sites), sites: sites)
    for (index, message) in node.messages.enumerated() {
      proto.messageType.append(messages.build(message, in: package, path: [4, Int32(index)]))
    }
    for (index, each) in node.enums.enumerated() {
      proto.enumType.append(
        EnumBuilder(sites: sites).build(each, in: package, path: [5, Int32(index)]))
    }
    for (index, service) in node.services.enumerated() {
      proto.service.append(
        ServiceBuilder(scope: scope, sites: sites).build(
          service, in: package, path: [6, Int32(index)]))
    }
    for (index, field) in node.extensions.enumerated() {
      proto.extension.append(fields.build(field, in: package, path: [7, Int32(index)]))
    }
    sites.add(.file, [], package, node.options)
    file.proto = proto
    file.optionSites = sites.all
  }

  private func buildImports(_ proto: inout Google_Protobuf_FileDescriptorProto) {
    for (index, each) in file.node.imports.enumerated() {
      proto.dependency.append(each.path)
      if each.kind == .public { proto.publicDependency.append(Int32(index)) }
      if each.kind == .weak { proto.weakDependency.append(Int32(index)) }
    }
  }

  private func buildSyntax(_ proto: inout Google_Protobuf_FileDescriptorProto) {
    guard let syntax = file.node.syntax else {
      scope.diagnostics.warning(
        "there is no syntax line: the file is taken for proto2; say 'syntax = \"proto3\";'",
        in: scope.source, at: 0..<0)
      return
    }
    if file.isEdition {
      proto.syntax = "editions"
      proto.edition = file.edition
      if syntax.text != "2023" { scope.error(Self.explanation(of: syntax.text), syntax.range) }
    } else if syntax.text == "proto3" {
      // As protoc does, proto2 is said by saying nothing.
      proto.syntax = syntax.text
    }
  }

  private static func explanation(of edition: String) -> String {
    if edition == "proto2" || edition == "proto3" {
      return "'\(edition)' is no edition; write 'syntax = \"\(edition)\";'"
    }
    return """
      the edition '\(edition)' is not known; the latest that can be used is 'edition = "2023";'
      """
  }
}
