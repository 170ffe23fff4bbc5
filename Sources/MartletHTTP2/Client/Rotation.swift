/// The connections that calls go around, each in its turn (gRPC's `round_robin`).
struct Rotation {
  /// Those that take calls.
  var connections: [ClientConnection] = []
  /// Whether there are subchannels that have to be told to connect.
  var isPartial = false
  /// Whose turn it is: by chance at first, so that many clients do not all begin with the same.
  private var turn = Int(UInt16.random(in: 0 ... .max))

  /// The connection whose turn it is, but another than `avoided` if there is one.
  mutating func next(avoiding avoided: ClientConnection?) -> ClientConnection? {
    if connections.isEmpty { return nil }
    let connection = take()
    return connection === avoided ? take() : connection
  }

  private mutating func take() -> ClientConnection {
    turn &+= 1
    if turn >= connections.count { turn %= connections.count }
    return connections[turn]
  }
}
