internal import Glibc
internal import MartletEventLoop

/// Files of certificates and keys.
enum SmallFile {
  /// The most that one may have: system bundles of trust roots have a fifth.
  static let maximumBytes = 1 << 20

  /// What is in a file.
  static func read(_ path: String) throws(TLSFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure("cannot open '\(path)'") }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw failure("cannot read '\(path)'")
      }
      bytes += chunk[..<count]
      if bytes.count > maximumBytes {
        throw TLSFailure("'\(path)' has more than \(maximumBytes) bytes")
      }
    }
  }

  private static func failure(_ what: String) -> TLSFailure {
    TLSFailure("\(what): \(SystemCallError(call: "open").reason)")
  }

  /// What changes whenever a file does.
  struct Stamp: Hashable {
    private let device: UInt
    private let inode: UInt
    private let bytes: Int
    private let seconds: Int
    private let nanoseconds: Int

    /// The stamp of a file; `nil` if there is none. Links are followed, as in Kubernetes' volumes.
    init?(_ path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      device = UInt(status.st_dev)
      inode = UInt(status.st_ino)
      bytes = Int(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }
}
