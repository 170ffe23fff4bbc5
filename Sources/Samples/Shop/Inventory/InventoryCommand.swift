internal import ArgumentParser
internal import SampleSupport

/// `shop inventory`: runs Inventory.
struct InventoryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inventory",
    abstract: "Runs Inventory, which knows what is in stock, until SIGTERM or Ctrl-C.")

  @OptionGroup var address: ListenOptions

  func run() async throws {
    let service = InventoryService()
    try await serveUntilSignalled(address.server([service]))
    say("drained; \(service.tally.summary)")
  }
}
