internal import ArgumentParser
internal import Martlet
internal import SampleSupport

/// `shop orders`: runs Orders, a client of the two other services.
struct OrdersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "orders",
    abstract: "Runs Orders, which calls Inventory and Payments, until SIGTERM or Ctrl-C.")

  @OptionGroup var address: ListenOptions

  @Option(help: ArgumentHelp("The address that Inventory printed.", valueName: "host:port"))
  var inventory: HostAndPort

  @Option(help: ArgumentHelp("The address that Payments printed.", valueName: "host:port"))
  var payments: HostAndPort

  func run() async throws {
    // The clients outlive the server: calls that it drains still make calls.
    try await withGRPCClient(transport: inventory.transport) { inventory in
      try await withGRPCClient(transport: payments.transport) { payments in
        let service = OrdersService(
          suppliers: Suppliers(
            inventory: Samples_Shop_Inventory.Client(wrapping: inventory),
            payments: Samples_Shop_Payments.Client(wrapping: payments)))
        try await serveUntilSignalled(address.server([service]))
        say("drained; \(service.tally.summary)")
      }
    }
  }
}
