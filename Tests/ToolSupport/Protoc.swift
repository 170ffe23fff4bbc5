import Foundation

/// protoc, the compiler that ours is held against.
package enum Protoc {
  /// Which of them.
  package enum Version {
    /// Debian's, which knows no editions.
    case system
    /// The one within Python's grpcio-tools, which does.
    case editions
  }

  /// The repository's Protos folder.
  package static let protos = root.appending(path: "Protos").path

  /// The first of them that knows the syntax of a file of the Protos folder.
  package static func version(for name: String) -> Version {
    let text = try? String(contentsOfFile: "\(protos)/\(name)", encoding: .utf8)
    return text?.hasPrefix("edition") == true ? .editions : .system
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// protoc could not be run, or said that something is wrong.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Runs protoc.
  ///
  /// - Parameters:
  ///   - folder: Where it runs; the Protos folder unless another is named.
  /// - Returns: What it prints.
  package static func run(
    _ arguments: [String], input: [UInt8] = [], version: Version = .system,
    in folder: String = protos
  ) throws -> [UInt8] {
    try start(
      command(version) + arguments, input, "protoc failed (\(remedy(version)))", in: folder)
  }

  /// Runs a script in the Python that has the second of them.
  ///
  /// - Returns: What it prints.
  package static func runScript(_ arguments: [String]) throws -> [UInt8] {
    try start(
      [python] + arguments, [], "the script failed (\(remedy(.editions)))", in: protos)
  }

  private static func start(
    _ arguments: [String], _ input: [UInt8], _ failure: String, in folder: String
  ) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input))
    try stdin.fileHandleForWriting.close()
    let output = try stdout.fileHandleForReading.readToEnd() ?? Data()
    let complaint = try stderr.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(
        description: "\(failure): \(String(decoding: complaint, as: UTF8.self))")
    }
    return [UInt8](output)
  }

  private static func command(_ version: Version) -> [String] {
    switch version {
    case .system: ["protoc"]
    case .editions: [python, "-m", "grpc_tools.protoc"]
    }
  }

  private static var python: String {
    ProcessInfo.processInfo.environment["MARTLET_PYTHON"]
      ?? root.appending(path: ".venv/bin/python").path
  }

  private static func remedy(_ version: Version) -> String {
    switch version {
    case .system: "install it with: apt-get install protobuf-compiler"
    case .editions: "install it with scripts/setup tests, or set MARTLET_PYTHON"
    }
  }
}
