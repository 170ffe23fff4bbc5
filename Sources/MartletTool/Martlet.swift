import ArgumentParser

/// The `martlet` command.
@main
struct MartletCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet", abstract: "Generates Swift from .proto files.")
}
