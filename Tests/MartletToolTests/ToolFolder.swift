import Foundation
import Testing
import ToolSupport

/// A folder of .proto files that `martlet` is run on; gone after the test.
final class ToolFolder: Sendable {
  let path = NSTemporaryDirectory() + "martlet-" + UUID().uuidString

  init(_ files: [String: String] = [:]) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, text) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ name: String, _ text: String) throws {
    let file = URL(filePath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  /// Runs `martlet`; `{}` in an argument stands for this folder.
  func martlet(_ arguments: String...) async throws -> ProgramResult {
    try await martlet(arguments)
  }

  /// Runs `martlet`; `{}` in an argument stands for this folder.
  func martlet(_ arguments: [String]) async throws -> ProgramResult {
    let whole = arguments.map { $0.replacingOccurrences(of: "{}", with: path) }
    let result = try await Program.built("martlet", whole).result()
    // Back to `{}`, so that a test can say what it expects.
    return ProgramResult(
      status: result.status, output: result.output.replacingOccurrences(of: path, with: "{}"),
      errors: result.errors.replacingOccurrences(of: path, with: "{}"))
  }

  /// The files below a folder of this one, by their names; `nil` if there is no such folder.
  func contents(of folder: String) -> [String: Data]? {
    guard let names = FileManager.default.enumerator(atPath: "\(path)/\(folder)"),
      FileManager.default.fileExists(atPath: "\(path)/\(folder)")
    else { return nil }
    var found: [String: Data] = [:]
    for case let name as String in names {
      found[name] = FileManager.default.contents(atPath: "\(path)/\(folder)/\(name)")
    }
    return found
  }

  /// What the system calls a file, which another file that takes its place would not be called.
  func identity(of name: String) throws -> UInt64 {
    let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
    return try #require(attributes[.systemFileNumber] as? UInt64)
  }
}
