internal import Glibc
internal import MartletEventLoop

/// Writes certificates and keys to files.
package enum CertificateFiles {
  /// Writes a file as a whole: whoever reads it meanwhile sees the old one.
  ///
  /// - Parameters:
  ///   - isPrivate: Whether only its owner may read it.
  ///   - replaces: Whether a file that is there may be replaced.
  /// - Throws: ``TLSFailure`` that names the file.
  package static func write(
    _ bytes: [UInt8], to path: String, isPrivate: Bool, replaces: Bool
  ) throws(TLSFailure) {
    if !replaces, access(path, F_OK) == 0 {
      throw TLSFailure("'\(path)' is there already")
    }
    let fresh = path + ".new"
    unlink(fresh)
    let file = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, isPrivate ? 0o600 : 0o644)
    guard file >= 0 else { throw failure("open", fresh) }
    let isWritten = writeAll(bytes, to: file)
    guard close(file) == 0, isWritten else {
      unlink(fresh)
      throw failure("write", fresh)
    }
    guard rename(fresh, path) == 0 else { throw failure("rename", path) }
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    // Sound: no more is written than the array has.
    bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
        let count = Glibc.write(file, rest.baseAddress, rest.count)
        if count < 0, errno != EINTR { return false }
        done += max(0, count)
      }
      return true
    }
  }

  /// Makes a folder, unless it is there.
  package static func makeFolder(_ path: String) throws(TLSFailure) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw failure("mkdir", path) }
  }

  private static func failure(_ call: String, _ path: String) -> TLSFailure {
    TLSFailure("cannot write '\(path)': \(SystemCallError(call: call).reason)")
  }
}
