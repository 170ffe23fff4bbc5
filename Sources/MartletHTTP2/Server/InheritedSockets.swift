internal import Glibc

/// Listening sockets that whoever started the program has opened for it, as systemd's socket
/// activation does.
public enum InheritedSockets {
  /// The first descriptor that is handed over (`SD_LISTEN_FDS_START`).
  private static let first: Int32 = 3
  /// The most descriptors that are believed to be handed over.
  private static let maximumCount: Int32 = 1024

  /// The descriptors that were handed over to this process, in the order of its unit's
  /// `ListenStream=`; none if it was started in another way.
  public static var descriptors: [Int32] {
    descriptors(
      count: variable("LISTEN_FDS"), process: variable("LISTEN_PID"), ownProcess: getpid())
  }

  /// What `LISTEN_FDS` and `LISTEN_PID` say; nothing if they are meant for another process.
  package static func descriptors(
    count: String?, process: String?, ownProcess: Int32
  ) -> [Int32] {
    guard let count = count.flatMap({ Int32($0) }), process.flatMap({ Int32($0) }) == ownProcess,
      count > 0, count <= maximumCount
    else { return [] }
    return Array(first..<first + count)
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
