internal import ArgumentParser

/// `greeter`: the smallest service there is, and its client.
@main
struct Greeter: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "greeter",
    abstract: "Greets people over gRPC: one call, and one that streams.",
    discussion: """
      Start 'greeter serve' in one terminal; it prints the port that it listens on. Then run \
      'greeter greet --name Ada --port PORT' in another.
      """,
    subcommands: [Serve.self, Greet.self])
}
