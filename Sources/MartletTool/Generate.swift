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
    help: "Who may see what is generated: internal (the default), package or public.")
  var visibility: GeneratorOptions.Visibility?

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
    help: "Generate clients of services, as is done anyway.")
  var client: Bool?

  @Flag(
    name: [.long, .customLong("servers")], inversion: .prefixedNo,
    help: "Generate servers of services, as is done anyway.")
  var server: Bool?

  @Option(
    help: ArgumentHelp(
      "Generate as the folder's martlet.json says, as SwiftPM's plugins do.", valueName: "folder"))
  var folder: String?

  @Option(
    help: ArgumentHelp(
      "Also write descriptors for the reflection service, in a type of this name.",
      valueName: "type"))
  var descriptors: String?

  @Flag(help: "Write both Swift files of each .proto file, even if there is nothing in one.")
  var emptyFiles = false

  // What SwiftPM's build plugin says, which does not know what the configuration asks for.
  @Option(help: .hidden)
  var descriptorsFile: String?

  @Flag(help: .hidden)
  var runtime = false

  @Flag(name: .shortAndLong, help: "Print nothing but what is wrong.")
  var quiet = false

  func run() throws {
    let configuration = try folder.map(FolderConfiguration.init)
    let others = configuration?.protoPaths ?? []
    var options = try options(configuration)
    if let configuration {
      options.outputBases = sources.paths(others: others).mapValues(configuration.outputBase)
    }
    let (files, names) = try sources.link(others: others)
    // Everything is generated before anything is written.
    let generator = SwiftFileGenerator(files: files, options: options)
    for file in try generator.generate(filesNamed: names) {
      let path = output.hasSuffix("/") ? output + file.name : "\(output)/\(file.name)"
      let isChanged = try FileSystem.update(path, Array(file.content.utf8))
      if !quiet { print(isChanged ? "wrote \(path)" : "unchanged \(path)") }
    }
  }

  /// What the command line says goes before what the configuration does.
  private func options(_ configuration: FolderConfiguration?) throws -> GeneratorOptions {
    var options = GeneratorOptions()
    options.visibility = visibility ?? configuration?.visibility ?? .internal
    options.fileNaming = fileNaming
    options.emitsMessages = messages
    options.emitsClients = client ?? configuration?.client ?? true
    options.emitsServers = server ?? configuration?.server ?? true
    options.descriptorsType = descriptors ?? configuration?.descriptors
    options.descriptorsFile = descriptorsFile
    options.emitsEmptyFiles = emptyFiles
    options.isRuntime = runtime
    options.moduleMappings = configuration?.modules ?? [:]
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
