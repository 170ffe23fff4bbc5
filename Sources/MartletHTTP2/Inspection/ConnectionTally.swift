internal import MartletCore
internal import MartletEventLoop

/// What a connection has done: plain numbers, since every call touches them.
struct ConnectionTally {
  /// What identifies the connection.
  let identifier = InspectionIdentifier.next()

  /// Streams that have begun.
  var started = 0
  /// Streams that have ended in order.
  var succeeded = 0
  /// Streams whose call has ended with the status OK.
  var callsSucceeded = 0
  /// Streams that were refused, and whose call has begun again elsewhere.
  var begunAgain = 0
  /// Messages of streams that have ended.
  var messagesSent = 0
  var messagesReceived = 0
  var keepalivesSent = 0

  // By the loop's time, which is read once in a tick whether somebody asks or not.
  var lastStarted: LoopInstant?
  var lastSent: LoopInstant?
  var lastReceived: LoopInstant?

  /// The code of the GOAWAY that has come.
  var goAwayCode: HTTP2ErrorCode?

  /// A stream has begun.
  @inline(__always)
  mutating func streamBegan(at now: LoopInstant) {
    started &+= 1
    lastStarted = now
  }

  /// A stream has ended.
  @inline(__always)
  mutating func streamEnded(_ stream: HTTP2Stream, inOrder: Bool) {
    if inOrder {
      succeeded &+= 1
      if stream.hasSucceeded { callsSucceeded &+= 1 }
    }
    messagesSent &+= stream.sentCount
    messagesReceived &+= stream.receivedCount
  }

  /// The calls, of which so many go on.
  func calls(open: Int, now: LoopInstant) -> CallTally {
    var calls = CallTally()
    calls.started = started - begunAgain
    calls.succeeded = callsSucceeded
    calls.failed = max(0, calls.started - callsSucceeded - open)
    calls.sinceLastStart = lastStarted?.age(at: now)
    return calls
  }
}

extension LoopInstant {
  /// The time that has passed since.
  func age(at now: LoopInstant) -> Duration {
    .nanoseconds(max(0, now.nanoseconds - nanoseconds))
  }
}
