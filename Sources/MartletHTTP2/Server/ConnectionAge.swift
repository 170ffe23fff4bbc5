internal import MartletCore
internal import MartletEventLoop

/// Ends a connection that has become old, so that clients are spread over servers anew (gRFC A9).
///
/// ```
///   young ──age──▶ draining ──grace──▶ calls cancelled ──farewell──▶ closed
/// ```
final class ConnectionAge: LoopTimer, @unchecked Sendable {
  // Sendable: confined to the connection's loop.
  private enum Phase { case young, draining, cancelled }

  private let grace: Int64?
  private unowned let connection: ServerConnection
  private var phase = Phase.young

  /// How far an age may be off, so that connections made together do not end together.
  private static let jitter = 0.1
  /// The time that the last statuses have to leave.
  private static let farewell: Int64 = 1_000_000_000

  init(_ maximum: Duration, grace: Duration?, of connection: ServerConnection) {
    self.grace = grace?.wholeNanoseconds
    self.connection = connection
    super.init()
    let age = Double(maximum.wholeNanoseconds)
    schedule(Int64(age * Double.random(in: 1 - Self.jitter...1 + Self.jitter)))
  }

  func stop() { connection.loop.cancel(self) }

  private func schedule(_ nanoseconds: Int64) {
    connection.loop.schedule(self, at: connection.loop.now.advanced(by: nanoseconds))
  }

  override func fire() {
    switch phase {
    case .young:
      phase = .draining
      connection.beginDrain()
      if let grace { schedule(grace) }
    case .draining:
      phase = .cancelled
      connection.cancelStreams("the connection has reached its maximum age")
      schedule(Self.farewell)
    case .cancelled:
      connection.close(connection.lost("it has reached its maximum age"))
    }
  }
}
