internal import Foundation
internal import PackagePlugin

/// Has a target's `.proto` files made into Swift whenever it is built.
@main
struct BuildPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let tool = try context.tool(named: "MartletTool").url
    let folder = context.pluginWorkDirectoryURL
    let generations = Generation.all(
      for: target.sourceFiles.map(\.url), in: target.directoryURL)
    if generations.isEmpty { Diagnostics.warning("\(target.name) has no .proto files") }
    // Files may import those of the targets that this one depends on.
    let imported = target.recursiveTargetDependencies.compactMap { $0 as? any SourceModuleTarget }
      .flatMap { $0.sourceFiles.map(\.url) }.filter { $0.pathExtension == "proto" }
    return generations.map { generation in
      .buildCommand(
        displayName:
          "Generating Swift of \(generation.protos.count) .proto files of \(target.name)",
        executable: tool,
        arguments: generation.arguments(output: folder) + generation.argumentsForBuilding,
        inputFiles: generation.inputs + imported, outputFiles: generation.outputs(in: folder))
    }
  }
}
