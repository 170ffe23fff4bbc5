import Foundation
import MartletDynamic
import Testing
import ToolSupport

/// Compares with another implementation's protobuf, by way of random messages.
@Suite("Python's protobuf agrees with dynamic messages")
struct PythonPeerTests {
  private let folder = NSTemporaryDirectory() + "martlet-" + UUID().uuidString

  /// Runs the peer of the codec's tests; `{}` in an argument stands for the folder of this test.
  private func peer(_ mode: String, _ arguments: String...) async throws {
    let whole = arguments.map { $0.replacingOccurrences(of: "{}", with: folder) }
    try await Program.python(
      "../MartletProtobufTests/Python/peer.py", [mode, Protoc.protos] + whole
    ).run()
  }

  private func lines(_ name: String) throws -> [String] {
    let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    // An empty message is an empty line.
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  private func write(_ name: String, _ lines: [String]) throws {
    try lines.map { "\($0)\n" }.joined().write(
      toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
  }

  @Test func `Random messages are the same in the wire format and in JSON, both ways`()
    async throws
  {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let type = try everything()
    try await peer("make", "11", "200", "{}/made")
    let originals = try lines("made")
    let messages = try originals.map { try DynamicMessage(type, serializedBytes: bytes($0)) }

    let written = try messages.map { hexadecimal(try $0.serializedBytes()) }
    try write("pairs", zip(originals, written).map { "\($0),\($1)" })
    try await peer("check", "{}/pairs", "{}/returned")

    try write(
      "ours", zip(originals, try messages.map { try $0.jsonString() }).map { "\($0)\t\($1)" })
    try await peer("check-json", "{}/ours")

    try await peer("json", "{}/made", "{}/json")
    let read = try lines("json").map { text in
      hexadecimal(try DynamicMessage(type, jsonString: text).serializedBytes())
    }
    try write("theirs", zip(originals, read).map { "\($0),\($1)" })
    try await peer("check", "{}/theirs", "{}/returned")
  }
}
