/// Emits the protocols that services implement, each a step easier than the one before, and the
/// registration of the methods.
struct ServerEmitter {
  private let service: Service

  init(_ service: Service) { self.service = service }

  private var visibility: String { service.visibility }

  func emit(_ printer: inout CodePrinter) {
    printer.block("extension \(service.swiftName) {") { printer in
      emitProtocol(
        "StreamingServiceProtocol", "MartletCore.RegistrableRPCService",
        "A service with full control: every request and response is a stream.", &printer
      ) { streaming($0) }
      printer.print("")
      emitProtocol(
        "ServiceProtocol", "\(service.swiftName).StreamingServiceProtocol",
        "A service with requests and responses as its methods have them, and their metadata.",
        &printer
      ) { shaped($0) }
      printer.print("")
      emitProtocol(
        "SimpleServiceProtocol", "\(service.swiftName).ServiceProtocol",
        "A service of plain messages: the easiest to implement.", &printer
      ) { simple($0) }
    }
    printer.print("")
    emitRegistration("StreamingServiceProtocol", &printer) { _ in "registerHandler" }
    printer.print("")
    emitRegistration("ServiceProtocol", &printer) { "register\(shape($0))" }
    if service.methods.contains(where: { $0.isUnary }) {
      printer.print("")
      emitRegistration("SimpleServiceProtocol", &printer) { method in
        "register\(method.isUnary ? "Simple" : "")\(shape(method))"
      } isDirect: {
        $0.isUnary
      }
    }
    printer.print("")
    emitStreamingFromShaped(&printer)
    printer.print("")
    emitShapedFromSimple(&printer)
  }

  // MARK: Protocols

  private func emitProtocol(
    _ name: String, _ parent: String, _ summary: String, _ printer: inout CodePrinter,
    _ signature: (Service.Method) -> String
  ) {
    service.document(summary, service.documentation, &printer)
    printer.block("\(visibility)protocol \(name): \(parent) {") { printer in
      for (number, each) in service.methods.enumerated() {
        if number > 0 { printer.print("") }
        service.document("Handles `\(each.protoName)`.", each.documentation, &printer)
        printer.print("func \(each.swiftName)(")
        let lines = signature(each).split(separator: "\n").map(String.init)
        for line in lines.dropLast() { printer.print("  \(line)") }
        printer.print(lines.last ?? ")")
      }
    }
  }

  private func request(_ method: Service.Method, _ isStream: Bool) -> String {
    "MartletCore.\(isStream ? "Streaming" : "")ServerRequest<\(method.input)>"
  }

  private func response(_ method: Service.Method, _ isStream: Bool) -> String {
    "MartletCore.\(isStream ? "Streaming" : "")ServerResponse<\(method.output)>"
  }

  private func signature(_ method: Service.Method, _ input: Bool, _ output: Bool) -> String {
    "request: \(request(method, input)),\ncontext: MartletCore.ServerContext\n"
      + ") async throws -> \(response(method, output))"
  }

  private func streaming(_ method: Service.Method) -> String { signature(method, true, true) }

  private func shaped(_ method: Service.Method) -> String {
    signature(method, method.streamsInput, method.streamsOutput)
  }

  private func simple(_ method: Service.Method) -> String {
    let request =
      method.streamsInput
      ? "MartletCore.RPCAsyncSequence<\(method.input), any Error>" : method.input
    let response =
      method.streamsOutput ? "response: MartletCore.RPCWriter<\(method.output)>,\n" : ""
    let result = method.streamsOutput ? "" : " -> \(method.output)"
    return "request: \(request),\n\(response)context: MartletCore.ServerContext\n"
      + ") async throws\(result)"
  }

  // MARK: Registration

  private func shape(_ method: Service.Method) -> String {
    method.kind.prefix(1).uppercased() + method.kind.dropFirst()
  }

  private func emitRegistration(
    _ name: String, _ printer: inout CodePrinter, _ register: (Service.Method) -> String,
    isDirect: (Service.Method) -> Bool = { _ in false }
  ) {
    printer.block("extension \(service.swiftName).\(name) {") { printer in
      printer.print("/// Registers every method of the service.")
      printer.block(
        "\(visibility)func registerMethods(with router: inout MartletCore.RPCRouter) {"
      ) { printer in
        for method in service.methods {
          printer.print(
            "router.\(register(method))(",
            "  forMethod: \(service.descriptor(of: method)),",
            "  deserializer: \(deserializer(method)),",
            "  serializer: \(serializer(method)),",
            "  handler: { request, context in",
            "    try await self.\(method.swiftName)(request: request, context: context)",
            isDirect(method) ? "  }," : "  })")
          if isDirect(method) { emitDirect(method, &printer) }
        }
      }
    }
  }

  /// What answers a unary call without a frame between the transport and the service.
  private func emitDirect(_ method: Service.Method, _ printer: inout CodePrinter) {
    printer.print(
      "  direct: { stream, call in",
      "    do {",
      "      let request = try stream.takeOnlyMessage(",
      "        \(deserializer(method)))",
      "      let reply = try await self.\(method.swiftName)(",
      "        request: request, context: MartletCore.ServerContext(call))",
      "      try await stream.respond(",
      "        with: reply, \(serializer(method)), to: call)",
      "    } catch {",
      "      await stream.fail(thrown: error, of: call)",
      "    }",
      "  })")
  }

  private func deserializer(_ method: Service.Method) -> String {
    "MartletStub.ProtobufDeserializer<\(method.input)>()"
  }

  private func serializer(_ method: Service.Method) -> String {
    "MartletStub.ProtobufSerializer<\(method.output)>()"
  }

  // MARK: From one protocol to the next

  /// Streams in terms of the methods' own shapes.
  private func emitStreamingFromShaped(_ printer: inout CodePrinter) {
    let methods = service.methods.filter { !$0.streamsInput || !$0.streamsOutput }
    printer.block("extension \(service.swiftName).ServiceProtocol {") { printer in
      for (number, method) in methods.enumerated() {
        if number > 0 { printer.print("") }
        emitMethod(method, streaming(method), &printer) { printer in
          let argument =
            method.streamsInput
            ? "request" : "try await MartletCore.ServerRequest(stream: request)"
          printer.print("let response = try await self.\(method.swiftName)(")
          printer.print("  request: \(argument), context: context)")
          printer.print(
            method.streamsOutput
              ? "return response"
              : "return MartletCore.StreamingServerResponse(single: response)")
        }
      }
    }
  }

  /// The methods' own shapes in terms of plain messages.
  private func emitShapedFromSimple(_ printer: inout CodePrinter) {
    printer.block("extension \(service.swiftName).SimpleServiceProtocol {") { printer in
      for (number, method) in service.methods.enumerated() {
        if number > 0 { printer.print("") }
        emitMethod(method, shaped(method), &printer) { printer in
          let argument = "request: request.\(method.streamsInput ? "messages" : "message")"
          if method.streamsOutput {
            printer.print(
              "MartletCore.StreamingServerResponse { writer in",
              "  try await self.\(method.swiftName)(",
              "    \(argument), response: writer, context: context)",
              "  return [:]", "}")
          } else {
            printer.print(
              "MartletCore.ServerResponse(",
              "  message: try await self.\(method.swiftName)(\(argument), context: context))")
          }
        }
      }
    }
  }

  private func emitMethod(
    _ method: Service.Method, _ signature: String, _ printer: inout CodePrinter,
    _ body: (inout CodePrinter) -> Void
  ) {
    service.document("Handles `\(method.protoName)`.", method.documentation, &printer)
    printer.print("\(visibility)func \(method.swiftName)(")
    let lines = signature.split(separator: "\n").map(String.init)
    for line in lines.dropLast() { printer.print("  \(line)") }
    printer.block("\(lines.last ?? ")") {", body)
  }
}
