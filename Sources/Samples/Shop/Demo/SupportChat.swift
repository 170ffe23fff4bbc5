internal import Martlet

/// A conversation in one call: each side writes when it has something to say.
struct SupportChat: Sendable {
  let customer: Customer

  private static let questions = ["Where is o-1?", "And my last order?"]

  func run() async throws {
    print("Support, a stream each way")
    // What the producer is to say next; it waits for the answer before.
    let (questions, ask) = AsyncStream<String>.makeStream()
    try await customer.orders.support { writer in
      for await question in questions {
        try await writer.write(
          .with {
            $0.from = "ada"
            $0.text = question
          })
      }
    } onResponse: { response in
      var unasked = Self.questions.makeIterator()
      for try await line in response.messages {
        print("  \(line.from): \(line.text)")
        if let question = unasked.next() {
          print("  ada: \(question)")
          ask.yield(question)
        } else {
          // The producer returns, which ends the request; Orders answers by ending the response.
          ask.finish()
        }
      }
      guard unasked.next() == nil else { throw DemoFailure("Orders has ended the chat early") }
    }
  }
}
