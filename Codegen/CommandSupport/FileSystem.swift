internal import Glibc

/// The few things that commands do with files, without Foundation.
package enum FileSystem {
  /// Why a file could not be written.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String

    init(_ what: String, _ path: String) {
      description = "cannot \(what) \(path): \(String(cString: strerror(errno)))"
    }
  }

  /// The path from the root, without `.` and `..`; links are not followed.
  package static func absolute(_ path: String) -> String {
    var whole = path
    if !path.hasPrefix("/"), let here = getcwd(nil, 0) {
      defer { free(here) }
      whole = String(cString: here) + "/" + path
    }
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.map { "/" + $0 }.joined()
  }

  /// What a file holds; `nil` if it cannot be read.
  package static func read(_ path: String) -> [UInt8]? {
    let fd = open(path, O_RDONLY | O_CLOEXEC)
    guard fd >= 0 else { return nil }
    defer { close(fd) }
    return read(fd)
  }

  /// All that comes on standard input.
  package static func readStandardInput() -> [UInt8] { read(STDIN_FILENO) ?? [] }

  /// Writes bytes to standard output.
  package static func writeStandardOutput(_ bytes: [UInt8]) throws {
    guard write(bytes, to: STDOUT_FILENO) else { throw Failure("write", "standard output") }
  }

  private static func read(_ fd: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(fd, &chunk, chunk.count)
      if count < 0 { return nil }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Writes a file if it does not hold this already, so that builds do not see a change where
  /// there is none; whether it did. The file is replaced as a whole, never half written.
  package static func update(_ path: String, _ content: [UInt8]) throws -> Bool {
    if read(path) == content { return false }
    try makeFolder(of: path)
    let temporary = "\(path).\(getpid()).tmp"
    let fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard fd >= 0 else { throw Failure("write", temporary) }
    let isWritten = write(content, to: fd)
    close(fd)
    guard isWritten else {
      unlink(temporary)
      throw Failure("write", temporary)
    }
    guard rename(temporary, path) == 0 else {
      unlink(temporary)
      throw Failure("write", path)
    }
    return true
  }

  private static func write(_ bytes: [UInt8], to fd: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(fd, Array(rest), rest.count)
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func makeFolder(of path: String) throws {
    var folder = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      folder += folder.isEmpty && part.isEmpty ? "/" : "\(part)/"
      if mkdir(folder, 0o755) != 0, errno != EEXIST { throw Failure("make the folder", folder) }
    }
  }
}
