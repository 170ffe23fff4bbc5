internal import MartletCore
internal import MartletEventLoop

/// Where the connections of one loop gather what they write, one after the other: nothing is kept
/// for a connection unless its socket takes no more.
final class OutputBuffer {
  @exclusivity(unchecked) var bytes = MessageBuffer()

  private static let all = LoopLocal<OutputBuffer>()

  /// The buffer of `loop`, which must be the current one.
  static func of(_ loop: EventLoop) -> OutputBuffer {
    if let buffer = all[loop] { return buffer }
    let buffer = OutputBuffer()
    all[loop] = buffer
    return buffer
  }
}
