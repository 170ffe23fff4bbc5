internal import Martlet

/// Sets goods aside, and tells of every change of the stock.
struct InventoryService: Samples_Shop_Inventory.SimpleServiceProtocol {
  let tally = Tally()
  private let stock = Stock()

  func reserve(
    request: Samples_Shop_ReserveRequest, context: ServerContext
  ) async throws -> Samples_Shop_ReserveReply {
    let total = try stock.take(request.items)
    tally.count("reserved")
    return .with { $0.totalCents = total }
  }

  func release(
    request: Samples_Shop_ReserveRequest, context: ServerContext
  ) async throws -> Google_Protobuf_Empty {
    stock.putBack(request.items)
    tally.count("put back")
    return Google_Protobuf_Empty()
  }

  func watchStock(
    request: Samples_Shop_WatchStockRequest, response: RPCWriter<Samples_Shop_StockChange>,
    context: ServerContext
  ) async throws {
    tally.count("watched")
    // Ends when the watcher goes: the task is cancelled then, and with it the stream.
    for await change in stock.changes(of: Set(request.skus)) {
      try await response.write(change)
    }
  }
}
