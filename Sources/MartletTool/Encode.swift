internal import ArgumentParser
internal import CommandSupport
internal import MartletDynamic

/// `martlet encode`: JSON as a message.
struct Encode: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads JSON from standard input, and writes it as a message.",
    discussion: """
      Example: echo '{"name": "Ada"}' | martlet encode -I Protos --proto helloworld.proto \
      --type helloworld.HelloRequest > request.bin
      """)

  @OptionGroup var message: MessageOptions

  @Flag(help: "Skip members that name no field.")
  var ignoreUnknown = false

  func run() throws {
    let (type, pool) = try message.type()
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = ignoreUnknown
    options.pool = pool
    try MessageOptions.reportingErrors {
      let text = String(decoding: FileSystem.readStandardInput(), as: UTF8.self)
      let message = try DynamicMessage(type, jsonString: text, options: options)
      try FileSystem.writeStandardOutput(message.serializedBytes())
    }
  }
}
