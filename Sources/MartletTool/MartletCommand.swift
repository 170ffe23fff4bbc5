internal import ArgumentParser

/// The `martlet` command.
@main
struct MartletCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet",
    abstract: "Makes Swift of .proto files; needs no protoc.",
    version: "0.1.0",
    subcommands: subcommands)

  private static var subcommands: [any ParsableCommand.Type] {
    let always: [any ParsableCommand.Type] = [
      Generate.self, Compile.self, Decode.self, Encode.self,
    ]
    #if TLS
      return always + [Certs.self]
    #else
      return always
    #endif
  }
}
