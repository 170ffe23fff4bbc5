internal import Martlet

/// The calls that Orders makes while it handles one.
///
/// Each inherits the deadline of the call that is handled, without a word here; its metadata is
/// forwarded, and each call is noted in its trailers.
struct Suppliers: Sendable {
  let inventory: Samples_Shop_Inventory.Client<HTTP2ClientTransport>
  let payments: Samples_Shop_Payments.Client<HTTP2ClientTransport>

  private static let name = "orders"
  /// The time that putting goods back may take.
  private static let releaseTimeout = Duration.seconds(5)

  /// Sets goods aside.
  ///
  /// - Returns: What they cost, in cents.
  func reserve(
    _ goods: Samples_Shop_ReserveRequest, for context: ServerContext
  ) async throws -> Int64 {
    let method = Samples_Shop_Inventory.Method.Reserve.descriptor
    return try await context.noting(method, by: Self.name) {
      try await inventory.reserve(goods, metadata: context.metadata.toForward).totalCents
    }
  }

  /// Charges a card.
  ///
  /// - Returns: The payment's number.
  func charge(
    _ request: Samples_Shop_ChargeRequest, for context: ServerContext
  ) async throws -> String {
    let method = Samples_Shop_Payments.Method.Charge.descriptor
    return try await context.noting(method, by: Self.name) {
      try await payments.charge(request, metadata: context.metadata.toForward).paymentID
    }
  }

  /// Puts goods back that an order does not need after all.
  func putBack(_ goods: Samples_Shop_ReserveRequest, for context: ServerContext) async {
    let method = Samples_Shop_Inventory.Method.Release.descriptor
    var options = CallOptions.defaults
    options.timeout = Self.releaseTimeout
    // Once the order's deadline has passed or its customer has gone, calls made on its behalf are
    // over before they begin; the goods must go back all the same. A detached task belongs to no
    // call: it inherits neither the deadline nor the cancellation.
    await Task.detached { [options] in
      do {
        try await context.noting(method, by: Self.name) {
          _ = try await inventory.release(
            goods, metadata: context.metadata.toForward, options: options)
        }
      } catch {
        say("\(goods.orderID): the goods could not be put back: \(error)")
      }
    }.value
  }
}
