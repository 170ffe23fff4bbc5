internal import ArgumentParser
internal import CommandSupport
internal import MartletDynamic

/// Which type of message a command reads and writes, and where it is declared.
struct MessageOptions: ParsableArguments {
  @Option(
    name: [.customLong("proto-path"), .customShort("I")],
    help: ArgumentHelp(
      "A folder that imports are looked up in; the current one if none is given.",
      valueName: "folder"))
  var protoPaths: [String] = []

  @Option(
    name: .customLong("proto"),
    help: ArgumentHelp(
      "A .proto file that declares the type, or a type within an Any.", valueName: "file"))
  var files: [String]

  @Option(
    name: .customLong("type"),
    help: ArgumentHelp("The full name, such as helloworld.HelloRequest.", valueName: "name"))
  var typeName: String

  /// The type, and those that it was declared with.
  ///
  /// - Throws: `ExitCode.failure` once what is wrong has been printed.
  func type() throws -> (DynamicMessageType, DescriptorPool) {
    let files = try SourceOptions.link(files, in: protoPaths).files
    let pool = try Self.reportingErrors { try DescriptorPool(files) }
    guard let type = pool.messageType(typeName) else {
      let known = pool.messageNames.filter { !$0.hasPrefix("google.protobuf.") }
      Console.complain(
        "error: there is no message '\(typeName)'; there are \(known.joined(separator: ", "))")
      throw ExitCode.failure
    }
    return (type, pool)
  }

  /// Runs `body`; what it throws is printed, and ends the command.
  static func reportingErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      Console.complain("error: \(error)")
      throw ExitCode.failure
    }
  }
}
