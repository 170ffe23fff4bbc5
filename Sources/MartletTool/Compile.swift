internal import ArgumentParser
internal import CommandSupport
internal import MartletProtobuf

/// `martlet compile`: descriptors of `.proto` files.
struct Compile: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks .proto files, and writes their descriptors as a FileDescriptorSet.")

  @OptionGroup var sources: SourceOptions

  @Option(
    name: [.short, .long, .customLong("descriptor_set_out")],
    help: ArgumentHelp("Where to write to; nothing is written without it.", valueName: "file"))
  var output: String?

  // With protoc's spelling too, for those whose fingers know it.
  @Flag(
    name: [.long, .customLong("include_imports")],
    help: "Write the files that are imported too.")
  var includeImports = false

  @Flag(
    name: [.long, .customLong("include_source_info")],
    help: "Write where declarations stand, and their comments.")
  var includeSourceInfo = false

  func run() throws {
    let (files, names) = try sources.link()
    guard let output else { return }
    var set = Google_Protobuf_FileDescriptorSet()
    set.file = files.filter { includeImports || names.contains($0.name) }
    if !includeSourceInfo {
      for index in set.file.indices { set.file[index].clearSourceCodeInfo() }
    }
    _ = try FileSystem.update(output, try set.serializedBytes())
  }
}
