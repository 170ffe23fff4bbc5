public import ArgumentParser
public import SwiftGenerator

extension GeneratorOptions.Visibility: ExpressibleByArgument {}
extension GeneratorOptions.FileNaming: ExpressibleByArgument {}

/// `martlet generate`: Swift of `.proto` files.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Generates Swift: messages in *.pb.swift, services in *.grpc.swift.",
    discussion: """
      Example: martlet generate -I Protos -o Sources/App/Generated helloworld.proto
      """)

  @OptionGroup var sources: SourceOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("Where to write to.", valueName: "folder"))
  var output: String

  @Option(help: "Who may see what is generated: internal, package or public.")
  var visibility = GeneratorOptions.Visibility.internal

  @Option(help: "How files are named: full-path, path-to-underscores or drop-path.")
  var fileNaming = GeneratorOptions.FileNaming.fullPath

  @Option(
    help: ArgumentHelp(
      "The Swift module that holds an imported file's types, as file.proto=Module.",
      valueName: "file=module"))
  var module: [String] = []

  @Flag(inversion: .prefixedNo, help: "Generate messages and enumerations.")
  var messages = true

  @Flag(inversion: .prefixedNo, help: "Generate clients of services.")
  var client = true

  @Flag(inversion: .prefixedNo, help: "Generate servers of services.")
  var server = true

  @Flag(help: .hidden)
  var runtime = false

  @Flag(name: .shortAndLong, help: "Print nothing but what is wrong.")
  var quiet = false

  func run() throws {
    let (files, names) = try sources.link()
    let generator = SwiftFileGenerator(files: files, options: try options)
    // Everything is generated before anything is written.
    var origins: [String: String] = [:]
    var generated: [GeneratedFile] = []
    for name in names {
      for file in try generator.generate(fileNamed: name) {
        if let other = origins.updateValue(name, forKey: file.name) {
          throw GeneratorError(
            message: """
              \(other) and \(name) would both be written to \(file.name); \
              use --file-naming full-path or path-to-underscores
              """)
        }
        generated.append(file)
      }
    }
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
      options.isRuntime = runtime
      for mapping in module {
        let parts = mapping.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
          throw ValidationError("--module takes file.proto=Module, not '\(mapping)'")
        }
        options.moduleMappings[parts[0]] = parts[1]
      }
      return options
    }
  }
}
