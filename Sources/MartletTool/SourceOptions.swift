internal import ArgumentParser
internal import CommandSupport
internal import MartletProtobuf
internal import ProtoLink
internal import ProtoSyntax

/// Which files a command reads, and where it finds those that they import.
struct SourceOptions: ParsableArguments {
  @Option(
    name: [
      .customLong("proto-path"), .customLong("proto_path"), .customLong("import-path"),
      .customShort("I"),
    ],
    help: ArgumentHelp(
      "A folder that imports are looked up in; the current one if none is given.",
      valueName: "folder"))
  var protoPaths: [String] = []

  @Argument(help: "The .proto files, relative to a folder of --proto-path or to this one.")
  var files: [String]

  /// The linked files, imports first, and the names of those that were asked for.
  ///
  /// - Parameter others: Folders that imports are looked up in after those that the user names.
  /// - Throws: `ExitCode.failure` once what is wrong has been printed.
  func link(
    others: [String] = []
  ) throws -> (files: [Google_Protobuf_FileDescriptorProto], names: [String]) {
    try Self.link(files, in: protoPaths + others)
  }

  /// The files as they were given, by the names that imports know them by.
  func paths(others: [String]) -> [String: String] {
    let roots = Self.roots(protoPaths + others)
    return Dictionary(files.map { (Self.name(of: $0, in: roots), $0) }) { first, _ in first }
  }

  /// The linked files, imports first, and the names of those that were asked for.
  ///
  /// - Throws: `ExitCode.failure` once what is wrong has been printed.
  static func link(
    _ files: [String], in protoPaths: [String]
  ) throws -> (files: [Google_Protobuf_FileDescriptorProto], names: [String]) {
    let roots = roots(protoPaths)
    var names: [String] = []
    for name in files.map({ name(of: $0, in: roots) }) where !names.contains(name) {
      names.append(name)
    }
    let diagnostics = Diagnostics()
    let linked = Linker.link(
      names, from: BuiltinReader(FolderReader(roots: roots)), diagnostics)
    for diagnostic in diagnostics.all { Console.complain(diagnostic.description) }
    if diagnostics.hasErrors { throw ExitCode.failure }
    return (linked, names)
  }

  private static func roots(_ protoPaths: [String]) -> [String] {
    protoPaths.isEmpty ? ["."] : protoPaths
  }

  /// The name by which imports would know the file: without the folder that it is looked up in.
  private static func name(of path: String, in roots: [String]) -> String {
    // A name that a root has goes before a path from here.
    let reader = FolderReader(roots: roots)
    if !path.hasPrefix("/"), !path.hasPrefix("."), reader.read(path) != nil { return path }
    let whole = FileSystem.absolute(path)
    for root in roots {
      let prefix = FileSystem.absolute(root) + "/"
      if whole.hasPrefix(prefix) { return String(whole.dropFirst(prefix.count)) }
    }
    return path
  }
}

/// Reads files from folders, the first that has one.
struct FolderReader: SourceReader {
  let roots: [String]

  var searchedPlaces: [String] { roots }

  func read(_ name: String) -> SourceFile? {
    // Names lead nowhere but into the folders.
    if name.hasPrefix("/") || name.split(separator: "/").contains("..") { return nil }
    for root in roots {
      let path = root == "." ? name : root.hasSuffix("/") ? root + name : "\(root)/\(name)"
      if let bytes = FileSystem.read(path) { return SourceFile(name: path, bytes: bytes) }
    }
    return nil
  }
}
