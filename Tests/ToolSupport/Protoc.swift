import Foundation

/// protoc, the compiler that ours is held against.
package enum Protoc {
  /// The repository's Protos folder.
  package static let protos = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Protos").path

  /// protoc could not be run, or said that something is wrong.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// Runs protoc in the Protos folder.
  ///
  /// - Returns: What it prints.
  package static func run(_ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["protoc"] + arguments
    process.currentDirectoryURL = URL(filePath: protos)
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
        description: """
          protoc failed (install it with: apt-get install protobuf-compiler): \
          \(String(decoding: complaint, as: UTF8.self))
          """)
    }
    return [UInt8](output)
  }
}
