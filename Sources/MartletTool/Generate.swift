public import ArgumentParser
internal import CommandSupport
public import SwiftGenerator

extension GeneratorOptions.Visibility: ExpressibleByArgument {
  /// Takes other generators' spellings too.
  public init?(argument: String) { self.init(spelling: argument) }
}

extension GeneratorOptions.FileNaming: ExpressibleByArgument {
  /// Takes other generators' spellings too.
  public init?(argument: String) { self.init(spelling: argument) }
}

/// `martlet generate`: Swift of `.proto` files.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Generates Swift: messages in *.pb.swift, services in *.grpc.swift.",
    discussion: """
      Example: martlet generate -I Protos -o Sources/App/Generated helloworld.proto
      """)

  @OptionGroup var sources: SourceOptions

  // Second names are those that grpc-swift's command knows.
  @Option(
    name: [.short, .long, .customLong("output-path")],
    help: ArgumentHelp("Where to write to.", valueName: "folder"))
  var output: String

  @Option(
    name: [.long, .customLong("access-level")],
    help: "Who may see what is generated: internal, package or public.")
  var visibility = GeneratorOptions.Visibility.internal

  @Option(help: "How files are named: full-path, path-to-underscores or drop-path.")
  var fileNaming = GeneratorOptions.FileNaming.fullPath

  @Option(
    help: ArgumentHelp(
      "The Swift module that holds an imported file's types, as file.proto=Module.",
      valueName: "file=module"))
  var module: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file of such modules, as protoc-gen-swift's ProtoPathModuleMappings.", valueName: "file"))
  var moduleMappings: [String] = []

  @Flag(inversion: .prefixedNo, help: "Generate messages and enumerations.")
  var messages = true

  @Flag(
    name: [.long, .customLong("clients")], inversion: .prefixedNo,
    help: "Generate clients of services.")
  var client = true

  @Flag(
    name: [.long, .customLong("servers")], inversion: .prefixedNo,
    help: "Generate servers of services.")
  var server = true

  @Flag(help: "Write both Swift files of each .proto file, even if there is nothing in one.")
  var emptyFiles = false

  @Flag(help: .hidden)
  var runtime = false

  @Flag(name: .shortAndLong, help: "Print nothing but what is wrong.")
  var quiet = false

  func run() throws {
    let options = try options
    let (files, names) = try sources.link()
    // Everything is generated before anything is written.
    let generated = try SwiftFileGenerator(files: files, options: options)
      .generate(filesNamed: names)
    for file in generated {
      let path = output.hasSuffix("/") ? output + file.name : "\(output)/\(file.name)"
      let isChanged = try FileSystem.update(path, Array(file.content.utf8))
      if !quiet { print(isChanged ? "wrote \(path)" : "unchanged \(path)") }
    }
  }

  private var options: GeneratorOptions {
    get throws {
      var options = GeneratorOptions()
      options.visibility = visibility
      options.fileNaming = fileNaming
      options.emitsMessages = messages
      options.emitsClients = client
      options.emitsServers = server
      options.emitsEmptyFiles = emptyFiles
      options.isRuntime = runtime
      for path in moduleMappings {
        guard let bytes = FileSystem.read(path) else {
          throw ValidationError("--module-mappings: there is no file \(path)")
        }
        try options.mapModules(of: String(decoding: bytes, as: UTF8.self))
      }
      for mapping in module { try options.mapModule(mapping) }
      return options
    }
  }
}
