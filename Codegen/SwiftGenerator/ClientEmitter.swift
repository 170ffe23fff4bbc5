/// Emits a service's client, and the protocol that code which is to be tested without a server
/// uses in its place.
struct ClientEmitter {
  private let service: Service

  init(_ service: Service) { self.service = service }

  private var visibility: String { service.visibility }

  func emit(_ printer: inout CodePrinter) {
    printer.block("extension \(service.swiftName) {") { printer in
      service.document(
        "What calls the service; implement it to stand in for ``Client``.",
        service.documentation, &printer)
      printer.block("\(visibility)protocol ClientProtocol: Sendable {") { printer in
        for (number, method) in service.methods.enumerated() {
          if number > 0 { printer.print("") }
          service.document("Calls `\(method.protoName)`.", method.documentation, &printer)
          emitSignature(method, "func", hasDefaults: false, closing: "", &printer)
        }
      }
      printer.print("")
      emitClient(&printer)
    }
    printer.print("")
    emitDefaults(&printer)
    printer.print("")
    emitSugar(&printer)
  }

  private func request(_ method: Service.Method) -> String {
    "MartletCore.\(method.streamsInput ? "Streaming" : "")ClientRequest<\(method.input)>"
  }

  private func response(_ method: Service.Method) -> String {
    "MartletCore.\(method.streamsOutput ? "Streaming" : "")ClientResponse<\(method.output)>"
  }

  /// The closure that gets the response; for one message, it returns that unless told otherwise.
  private func handler(_ method: Service.Method, hasDefault: Bool) -> String {
    let fallback =
      hasDefault && !method.streamsOutput ? " = { response in\n    try response.message\n  }" : ""
    return "onResponse handleResponse: @Sendable @escaping (\(response(method))) async throws"
      + " -> Result\(fallback)"
  }

  private func printLines(_ text: String, _ printer: inout CodePrinter) {
    for line in text.split(separator: "\n") { printer.print(String(line)) }
  }

  private func emitSignature(
    _ method: Service.Method, _ keyword: String, hasDefaults: Bool, closing: String,
    _ printer: inout CodePrinter
  ) {
    printer.print(
      "\(keyword) \(method.swiftName)<Result>(",
      "  request: \(request(method)),",
      "  serializer: some MartletCore.MessageSerializer<\(method.input)>,",
      "  deserializer: some MartletCore.MessageDeserializer<\(method.output)>,",
      "  options: MartletCore.CallOptions\(hasDefaults ? " = .defaults" : ""),")
    printLines("  " + handler(method, hasDefault: hasDefaults), &printer)
    printer.print(") async throws -> Result where Result: Sendable\(closing)")
  }

  // MARK: Client

  private func emitClient(_ printer: inout CodePrinter) {
    service.document("Calls the service over a transport.", service.documentation, &printer)
    printer.block(
      "\(visibility)struct Client<Transport>: ClientProtocol "
        + "where Transport: MartletCore.ClientTransport {"
    ) { printer in
      printer.print(
        "private let client: MartletCore.GRPCClient<Transport>", "",
        "/// Creates a client that makes its calls with `client`.",
        "\(visibility)init(wrapping client: MartletCore.GRPCClient<Transport>) {",
        "  self.client = client", "}")
      for method in service.methods {
        printer.print("")
        emitCall(method, &printer)
        if method.kind == "unary" {
          printer.print("")
          emitFastCall(method, &printer)
        }
      }
    }
  }

  private func emitCall(_ method: Service.Method, _ printer: inout CodePrinter) {
    service.document("Calls `\(method.protoName)`.", method.documentation, &printer)
    emitSignature(method, "\(visibility)func", hasDefaults: true, closing: " {", &printer)
    printer.print(
      "  try await self.client.\(method.kind)(",
      "    request: request,",
      "    descriptor: \(service.descriptor(of: method)),",
      "    serializer: serializer,",
      "    deserializer: deserializer,",
      "    options: options,",
      "    onResponse: handleResponse)", "}")
  }

  private func emitFastCall(_ method: Service.Method, _ printer: inout CodePrinter) {
    service.document(
      "Calls `\(method.protoName)` and returns the message that answers it: the shortest way.",
      method.documentation, &printer)
    printer.print(
      "\(visibility)func \(method.swiftName)(",
      "  _ message: \(method.input),",
      "  metadata: MartletCore.Metadata = [:],",
      "  options: MartletCore.CallOptions = .defaults",
      ") async throws -> \(method.output) {",
      "  try await self.client.unary(",
      "    message,",
      "    metadata: metadata,",
      "    descriptor: \(service.descriptor(of: method)),",
      "    serializer: MartletStub.ProtobufSerializer<\(method.input)>(),",
      "    deserializer: MartletStub.ProtobufDeserializer<\(method.output)>(),",
      "    options: options)", "}")
  }

  // MARK: Conveniences

  private func emitDefaults(_ printer: inout CodePrinter) {
    printer.block("extension \(service.swiftName).ClientProtocol {") { printer in
      for (number, method) in service.methods.enumerated() {
        if number > 0 { printer.print("") }
        service.document("Calls `\(method.protoName)`.", method.documentation, &printer)
        printer.print(
          "\(visibility)func \(method.swiftName)<Result>(",
          "  request: \(request(method)),",
          "  options: MartletCore.CallOptions = .defaults,")
        printLines("  " + handler(method, hasDefault: true), &printer)
        printer.print(
          ") async throws -> Result where Result: Sendable {",
          "  try await self.\(method.swiftName)(",
          "    request: request,",
          "    serializer: MartletStub.ProtobufSerializer<\(method.input)>(),",
          "    deserializer: MartletStub.ProtobufDeserializer<\(method.output)>(),",
          "    options: options,",
          "    onResponse: handleResponse)", "}")
      }
    }
  }

  private func emitSugar(_ printer: inout CodePrinter) {
    printer.block("extension \(service.swiftName).ClientProtocol {") { printer in
      for (number, method) in service.methods.enumerated() {
        if number > 0 { printer.print("") }
        service.document("Calls `\(method.protoName)`.", method.documentation, &printer)
        printer.print("\(visibility)func \(method.swiftName)<Result>(")
        if !method.streamsInput { printer.print("  _ message: \(method.input),") }
        printer.print(
          "  metadata: MartletCore.Metadata = [:],",
          "  options: MartletCore.CallOptions = .defaults,")
        if method.streamsInput {
          printer.print(
            "  requestProducer producer: @Sendable @escaping "
              + "(MartletCore.RPCWriter<\(method.input)>) async throws -> Void,")
        }
        printLines("  " + handler(method, hasDefault: true), &printer)
        let argument = method.streamsInput ? "producer: producer" : "message: message"
        let order =
          method.streamsInput
          ? "metadata: metadata, \(argument)" : "\(argument), metadata: metadata"
        printer.print(
          ") async throws -> Result where Result: Sendable {",
          "  try await self.\(method.swiftName)(",
          "    request: \(request(method))(\(order)),",
          "    options: options,",
          "    onResponse: handleResponse)", "}")
      }
    }
  }
}
