internal import Martlet
internal import Synchronization

/// Charges cards.
///
/// There is no bank: the card says itself what it is good for.
final class PaymentsService: Samples_Shop_Payments.SimpleServiceProtocol {
  /// What the numbers of cards whose bank is slow begin with.
  static let slowPrefix = "9999"
  /// How long the slow bank takes.
  static let slowBank = Duration.seconds(10)

  let tally = Tally()
  private let payments = Atomic<Int>(0)

  func charge(
    request: Samples_Shop_ChargeRequest, context: ServerContext
  ) async throws -> Samples_Shop_ChargeReply {
    let card = request.card
    guard card.number.count >= 4 else {
      throw RPCError(code: .invalidArgument, message: "a card number has at least 4 digits")
    }
    if card.number.hasPrefix(Self.slowPrefix) {
      try await waitForSlowBank(request, context)
    }
    guard request.amountCents <= card.limitCents else {
      tally.count("declined")
      throw RPCError(
        code: .failedPrecondition,
        message: """
          card …\(card.number.suffix(4)) is declined: \(request.amountCents.asMoney) is above its \
          limit of \(card.limitCents.asMoney)
          """)
    }
    tally.count("charged")
    let number = payments.add(1, ordering: .relaxed).newValue
    return .with { $0.paymentID = "p-\(number)" }
  }

  /// The deadline that the customer set ends the wait: it came along through Orders.
  private func waitForSlowBank(
    _ request: Samples_Shop_ChargeRequest, _ context: ServerContext
  ) async throws {
    let start = ContinuousClock.now
    let allowed = context.timeRemaining.map { "\($0.inMilliseconds) ms left" } ?? "no deadline"
    say("\(request.orderID), \(context.metadata.origin): the bank is slow; \(allowed)")
    do {
      try await Task.sleep(for: Self.slowBank)
    } catch {
      let waited = (ContinuousClock.now - start).inMilliseconds
      say("\(request.orderID): cancelled after \(waited) ms; nothing was charged")
      tally.count("cancelled")
      throw error
    }
  }
}
