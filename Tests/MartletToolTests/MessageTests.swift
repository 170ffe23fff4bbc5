import Foundation
import Testing
import ToolSupport

/// `martlet decode` and `martlet encode`.
struct MessageTests {
  private static let text = """
    syntax = "proto3";
    package shop;
    message Order { string id = 1; repeated int32 amounts = 2; }
    """

  /// Runs a command with bytes on its standard input.
  private func run(_ command: String, _ input: String) async throws -> ProgramResult {
    let folder = try ToolFolder(["shop.proto": Self.text, "input": input])
    let shell = try Program.shell(
      """
      "$0" \(command) -I "$1" --proto shop.proto < "$1/input"
      """, [try Program.built("martlet", []).executable.path, folder.path])
    return try await shell.result()
  }

  @Test func `JSON becomes a message, and a message JSON`() async throws {
    let encoded = try await run("encode --type shop.Order", #"{"id":"ab","amounts":[1,2]}"#)
    #expect(encoded.output == "\n\u{2}ab\u{12}\u{2}\u{1}\u{2}")
    let decoded = try await run("decode --compact --type shop.Order", encoded.output)
    #expect(decoded.output == #"{"id":"ab","amounts":[1,2]}"# + "\n")
  }

  @Test func `What is wrong is said, and the command fails`() async throws {
    let unknown = try await run("decode --type shop.Nothing", "")
    #expect(unknown.status == 1)
    #expect(unknown.errors == "error: there is no message 'shop.Nothing'; there are shop.Order\n")
    let broken = try await run("decode --type shop.Order", "\n\u{5}ab")
    #expect(broken.status == 1)
    #expect(
      broken.errors == "error: at byte 2, in shop.Order.id: 5 bytes are announced, 2 are there\n")
    let text = try await run("encode --type shop.Order", #"{"amounts":["x"]}"#)
    #expect(text.status == 1)
    #expect(text.errors == "error: amounts[0]: 'x' is no number\n")
  }
}
