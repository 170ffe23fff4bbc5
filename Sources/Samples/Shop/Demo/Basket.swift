internal import Martlet

/// The orders that the demo places.
enum Basket {
  static let customers = ["ada", "barbara", "edsger", "grace"]
  private static let goods = ["tea", "cup", "honey"]
  /// One card in so many is good for next to nothing.
  private static let declinedEvery = 30

  /// A card that is good for any order here.
  static let goodCard = card("4000123412341111", limitCents: 100_000)
  /// A card that is declined.
  static let emptyCard = card("4000123412342222", limitCents: 100)
  /// A card whose bank takes its time.
  static let slowCard = card("\(PaymentsService.slowPrefix)123412343333", limitCents: 100_000)

  /// The `number`th order of many.
  static func order(_ number: Int) -> Samples_Shop_PlaceOrderRequest {
    let isDeclined = number % declinedEvery == declinedEvery - 1
    return order(
      Int32(number % 3 + 1), goods[number % goods.count], of: customers[number % customers.count],
      paidWith: isDeclined ? emptyCard : goodCard)
  }

  /// An order of one article.
  static func order(
    _ quantity: Int32, _ sku: String, of customer: String, paidWith card: Samples_Shop_Card
  ) -> Samples_Shop_PlaceOrderRequest {
    .with {
      $0.customer = customer
      $0.items = [
        .with {
          $0.sku = sku
          $0.quantity = quantity
        }
      ]
      $0.card = card
    }
  }

  private static func card(_ number: String, limitCents: Int64) -> Samples_Shop_Card {
    .with {
      $0.number = number
      $0.limitCents = limitCents
    }
  }
}
