internal import ArgumentParser
internal import CommandSupport
internal import MartletDynamic

/// `martlet decode`: a message as JSON.
struct Decode: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads a message from standard input, and writes it as JSON.",
    discussion: """
      Example: martlet decode -I Protos --proto helloworld.proto --type helloworld.HelloRequest \
      < request.bin
      """)

  @OptionGroup var message: MessageOptions

  @Flag(help: "Write everything on one line.")
  var compact = false

  @Flag(help: "Write fields that are not set, with their defaults.")
  var defaults = false

  @Flag(help: "Write the names of fields as they are declared.")
  var protoNames = false

  func run() throws {
    let (type, pool) = try message.type()
    var options = JSONEncodingOptions()
    options.isPretty = !compact
    options.alwaysPrintDefaultValues = defaults
    options.preserveProtoFieldNames = protoNames
    options.pool = pool
    try MessageOptions.reportingErrors {
      let message = try DynamicMessage(type, serializedBytes: FileSystem.readStandardInput())
      print(try message.jsonString(options: options))
    }
  }
}
