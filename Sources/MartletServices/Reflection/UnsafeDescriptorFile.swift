import Glibc
import MartletCore

/// Reads files of descriptors.
enum DescriptorFile {
  /// The bytes that are asked for at a time.
  private static let chunkBytes = 64 << 10

  /// The whole of a file.
  ///
  /// - Throws: ``RuntimeError`` with `invalidArgument` if it cannot be read.
  static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "rb") else { throw failure(path) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while true {
      let before = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: chunkBytes))
      // Sound: the array has this many bytes from `before` on, and fread writes no more.
      let read = bytes.withUnsafeMutableBytes { room in
        fread(room.baseAddress?.advanced(by: before), 1, chunkBytes, file)
      }
      bytes.removeLast(chunkBytes - read)
      if read < chunkBytes {
        if ferror(file) != 0 { throw failure(path) }
        return bytes
      }
    }
  }

  private static func failure(_ path: String) -> RuntimeError {
    RuntimeError(
      code: .invalidArgument,
      message: "descriptors cannot be read from \(path): \(String(cString: strerror(errno)))")
  }
}
