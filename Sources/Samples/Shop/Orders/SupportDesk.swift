internal import Martlet

/// Answers customers who ask after their orders.
struct SupportDesk {
  let ledger: Ledger

  /// What a customer is told before they say anything.
  var greeting: Samples_Shop_ChatLine { line("Welcome. Ask about an order by its number.") }

  /// The answer to one line.
  func answer(to question: Samples_Shop_ChatLine) -> Samples_Shop_ChatLine {
    let words = question.text.split { !($0.isLetter || $0.isNumber || $0 == "-") }
    if let id = words.first(where: { $0.hasPrefix("o-") }) {
      return line(ledger.order(id).map(describe) ?? "There is no order \(id).")
    }
    if words.contains("last") {
      return line(
        ledger.lastOrder(of: question.from).map(describe)
          ?? "You have not ordered anything yet, \(question.from).")
    }
    return line("Please tell me the order's number, such as o-1.")
  }

  private func describe(_ order: Samples_Shop_Order) -> String {
    switch order.outcome {
    case .paymentID(let payment)?:
      "\(order.id) is on its way: \(order.totalCents.asMoney), paid by \(payment)."
    case .rejection(let reason)?: "\(order.id) came to nothing (\(reason))."
    case nil: "\(order.id) is being worked on."
    }
  }

  private func line(_ text: String) -> Samples_Shop_ChatLine {
    .with {
      $0.from = "orders"
      $0.text = text
    }
  }
}
