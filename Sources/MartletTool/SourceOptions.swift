internal import ArgumentParser
internal import MartletProtobuf
internal import ProtoLink
internal import ProtoSyntax

/// Which files a command reads, and where it finds those that they import.
struct SourceOptions: ParsableArguments {
  @Option(
    name: [.customLong("proto-path"), .customShort("I")],
    help: ArgumentHelp(
      "A folder that imports are looked up in; the current one if none is given.",
      valueName: "folder"))
  var protoPaths: [String] = []

  @Argument(help: "The .proto files, relative to a folder of --proto-path or to this one.")
  var files: [String]

  /// The linked files, imports first, and the names of those that were asked for.
  ///
  /// - Throws: `ExitCode.failure` once what is wrong has been printed.
  func link() throws -> (files: [Google_Protobuf_FileDescriptorProto], names: [String]) {
    let roots = protoPaths.isEmpty ? ["."] : protoPaths
    let names = files.map { name(of: $0, in: roots) }
    let diagnostics = Diagnostics()
    let linked = Linker.link(
      names, from: BuiltinReader(FolderReader(roots: roots)), diagnostics)
    for diagnostic in diagnostics.all { Console.complain(diagnostic.description) }
    if diagnostics.hasErrors { throw ExitCode.failure }
    return (linked, names)
  }

  /// The name by which imports would know the file: without the folder that it is looked up in.
  private func name(of path: String, in roots: [String]) -> String {
    for root in roots {
      let prefix = root.hasSuffix("/") ? root : root + "/"
      if path.hasPrefix(prefix) { return String(path.dropFirst(prefix.count)) }
    }
    return path.hasPrefix("./") ? String(path.dropFirst(2)) : path
  }
}

/// Reads files from folders, the first that has one.
struct FolderReader: SourceReader {
  let roots: [String]

  var searchedPlaces: [String] { roots }

  func read(_ name: String) -> SourceFile? {
    for root in roots {
      let path = root == "." ? name : "\(root)/\(name)"
      if let bytes = FileSystem.read(path) { return SourceFile(name: path, bytes: bytes) }
    }
    return nil
  }
}
