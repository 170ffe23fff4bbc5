/// Emits what servers and clients of a service share: the names of it and of its methods.
struct ServiceEmitter {
  private let service: Service

  init(_ service: Service) { self.service = service }

  func emit(_ printer: inout CodePrinter) {
    let visibility = service.visibility
    service.document(
      "The names of the `\(service.protoName)` service.", service.documentation, &printer)
    printer.block("\(visibility)enum \(service.swiftName) {") { printer in
      printer.print("/// The service's name.")
      printer.print(
        "\(visibility)static let descriptor = MartletCore.ServiceDescriptor(",
        "  fullyQualifiedService: \"\(service.protoName)\")", "")
      printer.print("/// The service's methods.")
      printer.block("\(visibility)enum Method {") { printer in
        for method in service.methods { emit(method, &printer) }
        printer.print("/// Every method of the service.")
        printer.block(
          "\(visibility)static let descriptors: [MartletCore.MethodDescriptor] = [", closing: "]"
        ) { printer in
          for method in service.methods { printer.print("\(method.typeName).descriptor,") }
        }
      }
    }
    printer.print("")
    printer.block("extension MartletCore.ServiceDescriptor {") { printer in
      printer.print(
        "/// The name of the `\(service.protoName)` service.",
        "\(visibility)static let \(service.descriptorName) = MartletCore.ServiceDescriptor(",
        "  fullyQualifiedService: \"\(service.protoName)\")")
    }
  }

  private func emit(_ method: Service.Method, _ printer: inout CodePrinter) {
    let visibility = service.visibility
    service.document("The method `\(method.protoName)`.", method.documentation, &printer)
    printer.block("\(visibility)enum \(method.typeName) {") { printer in
      printer.print(
        "/// The type of its requests.", "\(visibility)typealias Input = \(method.input)",
        "/// The type of its responses.", "\(visibility)typealias Output = \(method.output)",
        "/// Its name and kind.",
        "\(visibility)static let descriptor = MartletCore.MethodDescriptor(",
        "  service: \(service.swiftName).descriptor, method: \"\(method.protoName)\",",
        "  type: .\(method.kind))")
    }
    printer.print("")
  }
}
