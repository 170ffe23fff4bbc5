internal import ArgumentParser

/// `shop`: three services in three processes, and a client that drives them.
@main
struct Shop: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shop",
    abstract: "A shop of three gRPC services that call each other, and a client that drives them.",
    discussion: """
      Start 'shop inventory' and 'shop payments', each in a terminal of its own; each prints the \
      address that it listens on. Give both to 'shop orders', and the addresses of Orders and \
      Inventory to 'shop demo'.
      """,
    subcommands: [
      InventoryCommand.self, PaymentsCommand.self, OrdersCommand.self, DemoCommand.self,
    ])
}
