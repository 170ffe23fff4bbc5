internal import Foundation

/// A program to start: ours, as the build left it beside the tests, or a peer in Python.
struct Program {
  let executable: URL
  let arguments: [String]

  /// One of our own.
  static func built(_ name: String, _ arguments: [String]) throws -> Program {
    // The tests run from the folder that all products are built into, whatever it is called.
    let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    return try Program(
      executable: folder.appendingPathComponent(name), arguments: arguments, otherwise: "build it")
  }

  /// A script beside this file, which needs grpcio.
  static func python(_ script: String, _ arguments: [String] = []) throws -> Program {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let root = here.deletingLastPathComponent().deletingLastPathComponent()
    let python =
      ProcessInfo.processInfo.environment["MARTLET_PYTHON"].map(URL.init(fileURLWithPath:))
      ?? root.appendingPathComponent(".venv/bin/python")
    return try Program(
      executable: python, arguments: [here.appendingPathComponent(script).path] + arguments,
      otherwise: "install it with: make setup")
  }

  private init(executable: URL, arguments: [String], otherwise remedy: String) throws {
    guard FileManager.default.isExecutableFile(atPath: executable.path) else {
      throw ProgramFailure(description: "\(executable.path) is missing; \(remedy)")
    }
    self.executable = executable
    self.arguments = arguments
  }

  /// Runs the program to its end.
  ///
  /// - Throws: ``ProgramFailure`` with what it printed, unless it exits with 0.
  func run() async throws {
    let running = try RunningProgram(self)
    let output = await running.restOfOutput()
    guard running.exitedWithSuccess() else {
      throw ProgramFailure(description: "\(arguments.joined(separator: " ")) failed: \(output)")
    }
  }

  /// Runs the program, a server, while `body` runs, which gets its port.
  func serve(_ body: (_ port: String) async throws -> Void) async throws {
    let running = try RunningProgram(self)
    defer { running.stop() }
    let line = await running.nextLine()
    guard line.hasPrefix("listening on "), let port = line.split(separator: ":").last else {
      running.stop()
      let output = line + "\n" + (await running.restOfOutput())
      throw ProgramFailure(description: "\(executable.lastPathComponent) said: \(output)")
    }
    try await body(String(port))
  }
}

/// Why a program did not do what it was started for.
struct ProgramFailure: Error, CustomStringConvertible {
  let description: String
}
