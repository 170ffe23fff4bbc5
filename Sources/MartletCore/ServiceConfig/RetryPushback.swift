/// What a server that fails a call wants of the next attempt (gRFC A6, "Pushback").
enum RetryPushback: Equatable {
  /// It has said nothing.
  case none
  /// There should be no other attempt.
  case never
  /// The next attempt should be made after this time.
  case after(Duration)

  static let key = "grpc-retry-pushback-ms"

  /// Reads what came with a failure.
  init(of error: RPCError) {
    var values = error.metadata[stringValues: Self.key].makeIterator()
    guard let value = values.next() else {
      self = .none
      return
    }
    // Whatever is no number of milliseconds means that there should be no other attempt.
    if values.next() == nil, let pause = Int32(value), pause >= 0 {
      self = .after(.milliseconds(pause))
    } else {
      self = .never
    }
  }
}
