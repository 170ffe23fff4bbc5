internal import ArgumentParser
internal import SampleSupport

/// `shop payments`: runs Payments.
struct PaymentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "payments",
    abstract: "Runs Payments, which charges cards, until SIGTERM or Ctrl-C.",
    discussion: """
      A card is declined above its limit. The bank of cards that begin with \
      '\(PaymentsService.slowPrefix)' takes \(PaymentsService.slowBank.components.seconds) s, so \
      that deadlines can be seen to expire.
      """)

  @OptionGroup var address: ListenOptions

  func run() async throws {
    let service = PaymentsService()
    try await serveUntilSignalled(address.server([service]))
    say("drained; \(service.tally.summary)")
  }
}
