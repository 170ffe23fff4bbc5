internal import MartletProtobuf

/// A service as the emitters see it.
struct Service {
  /// A method as the emitters see it.
  struct Method {
    let protoName: String
    let swiftName: String
    let input: String
    let output: String
    let streamsInput: Bool
    let streamsOutput: Bool
    let documentation: [String]

    /// The method's kind, as `MethodDescriptor.RPCType` names it.
    var kind: String {
      switch (streamsInput, streamsOutput) {
      case (false, false): "unary"
      case (true, false): "clientStreaming"
      case (false, true): "serverStreaming"
      case (true, true): "bidirectionalStreaming"
      }
    }
  }

  let protoName: String
  let swiftName: String
  let visibility: String
  let documentation: [String]
  let methods: [Method]

  init(
    _ descriptor: Google_Protobuf_ServiceDescriptorProto, number: Int, context: FileContext
  ) {
    let package = context.file.package
    protoName = package.isEmpty ? descriptor.name : "\(package).\(descriptor.name)"
    swiftName = SwiftNames.prefix(of: context.file) + descriptor.name
    visibility = context.visibility
    let path = [6, Int32(number)]
    documentation = context.comments.documentation(path)
    methods = descriptor.method.enumerated().map { index, method in
      let lower = CamelCase.lower(method.name)
      return Method(
        protoName: method.name,
        swiftName: SwiftKeywords.quotable.contains(lower) ? "`\(lower)`" : lower,
        input: context.index.messages[method.inputType]?.swiftName ?? method.inputType,
        output: context.index.messages[method.outputType]?.swiftName ?? method.outputType,
        streamsInput: method.clientStreaming, streamsOutput: method.serverStreaming,
        documentation: context.comments.documentation(path + [2, Int32(index)]))
    }
  }

  func descriptor(of method: Method) -> String {
    "\(swiftName).Method.\(method.protoName).descriptor"
  }

  /// Prints a documentation comment: what the declaration is, then what the `.proto` file says.
  func document(_ summary: String, _ text: [String], _ printer: inout CodePrinter) {
    printer.print("/// \(summary)")
    if text.isEmpty { return }
    printer.print("///")
    for line in text { printer.print(line) }
  }
}
