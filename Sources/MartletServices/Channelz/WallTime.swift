import Glibc
internal import MartletProtobuf

/// A moment by the system's clock.
struct WallTime: Sendable {
  private let nanoseconds: Int64

  /// The present moment.
  static var now: WallTime {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return WallTime(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// The moment so long before.
  func before(_ age: Duration) -> WallTime {
    let (seconds, attoseconds) = age.components
    return WallTime(
      nanoseconds: nanoseconds - seconds * 1_000_000_000 - attoseconds / 1_000_000_000)
  }

  /// The moment as a message.
  var timestamp: Google_Protobuf_Timestamp {
    .with {
      $0.seconds = nanoseconds / 1_000_000_000
      $0.nanos = Int32(nanoseconds % 1_000_000_000)
    }
  }
}
