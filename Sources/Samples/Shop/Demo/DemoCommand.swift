internal import ArgumentParser
internal import Martlet
internal import SampleSupport

/// `shop demo`: drives the three services.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Drives the three services, and prints what was called, by whom, and how fast.",
    discussion: "Exits with 1 if a service does not do what it should.")

  @Option(help: ArgumentHelp("The address that Orders printed.", valueName: "host:port"))
  var orders: HostAndPort

  @Option(help: ArgumentHelp("The address that Inventory printed.", valueName: "host:port"))
  var inventory: HostAndPort

  @Option(help: "The number of orders to place, one call each.")
  var count = 300

  @Option(help: "The number of orders to have under way at once.")
  var atOnce = 4

  func validate() throws {
    guard count > 0, atOnce > 0 else {
      throw ValidationError("--count and --at-once must be at least 1")
    }
  }

  func run() async throws {
    try await withGRPCClient(transport: orders.transport) { orders in
      try await withGRPCClient(transport: inventory.transport) { inventory in
        let customer = Customer(
          orders: Samples_Shop_Orders.Client(wrapping: orders), requestPrefix: "demo")
        let rush = Rush(customer: customer, count: count, atOnce: atOnce)
        try await rush.run()
        let incidents = Incidents(
          customer: customer, inventory: Samples_Shop_Inventory.Client(wrapping: inventory))
        try await incidents.run()
        try await SupportChat(customer: customer).run()
      }
    }
  }
}

/// A service has not done what it should.
struct DemoFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
