internal import MartletProtobuf

/// A service as the emitters see it.
struct Service {
  /// A method as the emitters see it.
  struct Method {
    let protoName: String
    /// The name of the function.
    let swiftName: String
    /// The name of the type that describes it.
    let typeName: String
    let input: String
    let output: String
    let streamsInput: Bool
    let streamsOutput: Bool
    let documentation: [String]

    /// Whether there is one message each way.
    var isUnary: Bool { !streamsInput && !streamsOutput }

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
  /// The name of the property of `ServiceDescriptor`: `helloworld_Greeter`.
  let descriptorName: String
  let visibility: String
  let documentation: [String]
  let methods: [Method]

  init(
    _ descriptor: Google_Protobuf_ServiceDescriptorProto, number: Int, context: FileContext
  ) {
    let package = context.file.package
    protoName = package.isEmpty ? descriptor.name : "\(package).\(descriptor.name)"
    swiftName = SwiftNames.service(SwiftNames.prefix(of: context.file) + descriptor.name)
    let scope = package.split(separator: ".").map { CamelCase.lower(String($0)) }
    descriptorName = (scope + [SwiftNames.service(descriptor.name)]).joined(separator: "_")
    visibility = context.visibility
    let path = [6, Int32(number)]
    documentation = context.comments.documentation(path)
    methods = descriptor.method.enumerated().map { index, method in
      Method(
        protoName: method.name, swiftName: SwiftNames.method(method.name),
        typeName: SwiftNames.methodType(method.name),
        input: context.index.messages[method.inputType]?.swiftName ?? method.inputType,
        output: context.index.messages[method.outputType]?.swiftName ?? method.outputType,
        streamsInput: method.clientStreaming, streamsOutput: method.serverStreaming,
        documentation: context.comments.documentation(path + [2, Int32(index)]))
    }
  }

  func descriptor(of method: Method) -> String {
    "\(swiftName).Method.\(method.typeName).descriptor"
  }

  /// Checks that its functions have names of their own.
  ///
  /// - Throws: ``GeneratorError`` if two would have the same.
  func validate() throws {
    var users: [String: String] = [:]
    for method in methods {
      if let other = users[method.swiftName] {
        throw GeneratorError(
          message: """
            methods '\(other)' and '\(method.protoName)' of service '\(protoName)' are both \
            '\(SwiftNames.unquoted(method.swiftName))' in Swift; rename one
            """)
      }
      users[method.swiftName] = method.protoName
    }
  }

  /// Prints a documentation comment: what the declaration is, then what the `.proto` file says.
  func document(_ summary: String, _ text: [String], _ printer: inout CodePrinter) {
    printer.print("/// \(summary)")
    if text.isEmpty { return }
    printer.print("///")
    for line in text { printer.print(line) }
  }
}
