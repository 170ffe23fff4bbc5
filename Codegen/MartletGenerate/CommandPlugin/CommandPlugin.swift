internal import Foundation
internal import PackagePlugin

/// `swift package generate-grpc-code-from-protos`: writes the Swift of `.proto` files into the
/// package.
@main
struct GenerateCommandPlugin: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) throws {
    let tool = try context.tool(named: "MartletTool").url
    var extractor = ArgumentExtractor(arguments)
    let names = extractor.extractOption(named: "target")
    // Whoever says more is understood by `martlet generate`.
    if names.isEmpty, !arguments.isEmpty {
      return try run(tool, ["generate"] + arguments, in: context.package)
    }
    let targets =
      try names.isEmpty
      ? context.package.targets : context.package.targets(named: names)
    let generations = targets.compactMap { $0 as? any SourceModuleTarget }.flatMap { target in
      Generation.all(for: files(below: target.directoryURL), in: target.directoryURL)
        .map { (target, $0) }
    }
    if generations.isEmpty {
      Diagnostics.error(
        "no target has .proto files; say which: -I Protos -o Sources/App/Generated app.proto")
    }
    for (target, generation) in generations {
      let output = target.directoryURL.appending(path: "Generated")
      try run(tool, generation.arguments(output: output), in: context.package)
      print("generated \(output.path)")
    }
  }

  /// The files of a folder, those that the manifest excludes too: what the Swift is made of need
  /// not be part of a target.
  private func files(below folder: URL) -> [URL] {
    FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?
      .compactMap { $0 as? URL } ?? []
  }

  private func run(_ tool: URL, _ arguments: [String], in package: Package) throws {
    let process = Process()
    process.executableURL = tool
    process.arguments = arguments
    process.currentDirectoryURL = package.directoryURL
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      throw ExitError(status: process.terminationStatus)
    }
  }
}

/// That `martlet` has failed, and has said why.
struct ExitError: Error, CustomStringConvertible {
  let status: Int32
  var description: String { "martlet generate ended with \(status)" }
}
