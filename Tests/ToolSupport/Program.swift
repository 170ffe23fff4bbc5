package import Foundation

/// A program to start: ours, as the build left it beside the tests, or a peer in Python.
package struct Program {
  package let executable: URL
  package let arguments: [String]
  /// When it is killed if it has not ended: far more than any case takes, even on a busy machine.
  package var limitSeconds = 45

  /// One of our own.
  package static func built(_ name: String, _ arguments: [String]) throws -> Program {
    // The tests run from the folder that all products are built into, whatever it is called.
    let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    return try Program(
      executable: folder.appendingPathComponent(name), arguments: arguments, otherwise: "build it")
  }

  /// A line for the shell, and what it finds in `$0`, `$1` and so on.
  package static func shell(_ line: String, _ arguments: [String]) throws -> Program {
    try Program(
      executable: URL(fileURLWithPath: "/bin/sh"), arguments: ["-c", line] + arguments,
      otherwise: "install a shell")
  }

  /// A script beside the test that runs it, which needs the packages that `make setup` installs.
  package static func python(
    _ script: String, _ arguments: [String] = [], beside test: String = #filePath
  ) throws -> Program {
    let here = URL(fileURLWithPath: test).deletingLastPathComponent()
    let root = URL(fileURLWithPath: Protoc.protos).deletingLastPathComponent()
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
  package func run() async throws {
    let running = try RunningProgram(self)
    let output = await running.restOfOutput()
    guard running.exitedWithSuccess() else {
      throw ProgramFailure(description: "\(arguments.joined(separator: " ")) failed: \(output)")
    }
  }

  /// Runs the program to its end, whatever that is.
  package func result() async throws -> ProgramResult {
    let running = try RunningProgram(self, separatesErrors: true)
    // Together, since a program that fills one pipe may wait for it to be emptied.
    async let output = running.restOfOutput()
    async let errors = running.restOfErrors()
    let (text, complaint) = await (output, errors)
    return ProgramResult(status: running.status(), output: text, errors: complaint)
  }

  /// Runs the program, a server, while `body` runs, which gets its port.
  package func serve(_ body: (_ port: String) async throws -> Void) async throws {
    try await serve { port, _ in try await body(port) }
  }

  /// Runs the program, a server, while `body` runs, which gets its port; then has it end by the
  /// end of its input.
  ///
  /// - Throws: ``ProgramFailure`` with what it printed, unless it exits with 0: it is a witness.
  package func serveAndJudge(_ body: (_ port: String) async throws -> Void) async throws {
    try await serve { port, _, running in
      try await body(port)
      running.endInput()
      let output = await running.restOfOutput()
      guard running.exitedWithSuccess() else {
        throw ProgramFailure(description: "\(arguments.joined(separator: " ")) says: \(output)")
      }
    }
  }

  /// Runs the program, a server, while `body` runs, which gets its port and its process.
  package func serve(
    _ body: (_ port: String, _ process: Int32) async throws -> Void
  ) async throws {
    try await serve { port, process, _ in try await body(port, process) }
  }

  /// Runs the program, a server, while `body` runs, which gets its port and the lines that it
  /// prints.
  package func serveAndListen(
    _ body: (_ port: String, _ nextLine: () async -> String) async throws -> Void
  ) async throws {
    try await serve { port, _, running in
      try await body(port) { await running.nextLine() }
    }
  }

  private func serve(
    _ body: (_ port: String, _ process: Int32, _ running: RunningProgram) async throws -> Void
  ) async throws {
    let running = try RunningProgram(self)
    defer { running.stop() }
    let line = await running.nextLine()
    guard line.hasPrefix("listening on "), let port = line.split(separator: ":").last else {
      running.stop()
      let output = line + "\n" + (await running.restOfOutput())
      throw ProgramFailure(description: "\(executable.lastPathComponent) said: \(output)")
    }
    try await body(String(port), running.identifier, running)
  }
}

/// What came of a program.
package struct ProgramResult: Equatable, Sendable {
  /// What it exited with; -1 if it was killed.
  package let status: Int32
  /// What it wrote to standard output.
  package let output: String
  /// What it wrote to standard error.
  package let errors: String

  package init(status: Int32, output: String, errors: String) {
    self.status = status
    self.output = output
    self.errors = errors
  }
}

/// Why a program did not do what it was started for.
package struct ProgramFailure: Error, CustomStringConvertible {
  package let description: String
}
