internal import Dispatch
internal import Foundation

/// A program that runs, and is killed if it takes too long: so every wait for it ends.
final class RunningProgram: @unchecked Sendable {
  // Sendable: one task at a time uses it; the timer only signals the process.

  private let process = Process()
  private let output = Pipe()
  /// Of its own only if somebody wants to tell it from the output.
  private let errors: Pipe
  /// Never written to: its end tells a peer that the tests are gone.
  private let input = Pipe()
  private let timer: any DispatchSourceTimer

  init(_ program: Program, separatesErrors: Bool = false) throws {
    errors = separatesErrors ? Pipe() : output
    process.executableURL = program.executable
    process.arguments = program.arguments
    process.standardInput = input
    process.standardOutput = output
    process.standardError = errors
    timer = DispatchSource.makeTimerSource()
    try process.run()
    let pid = process.processIdentifier
    timer.schedule(deadline: .now() + .seconds(program.limitSeconds))
    timer.setEventHandler { kill(pid, SIGKILL) }
    timer.resume()
  }

  /// The number of the process.
  var identifier: Int32 { process.processIdentifier }

  /// The next line of output; what there is of it if the program ends before.
  func nextLine() async -> String {
    let file = output.fileHandleForReading
    return await Self.blocking {
      var line = Data()
      while let byte = try? file.read(upToCount: 1), byte != Data("\n".utf8), !byte.isEmpty {
        line += byte
      }
      return String(decoding: line, as: UTF8.self)
    }
  }

  /// What the program prints until it ends.
  func restOfOutput() async -> String { await Self.rest(of: output) }

  /// What the program prints to standard error until it ends, if that has a pipe of its own.
  func restOfErrors() async -> String { await Self.rest(of: errors) }

  private static func rest(of pipe: Pipe) async -> String {
    let file = pipe.fileHandleForReading
    return await blocking {
      let data = (try? file.readToEnd()) ?? Data()
      return String(decoding: data, as: UTF8.self)
    }
  }

  /// Ends the program's input, which tells a peer to end.
  func endInput() { try? input.fileHandleForWriting.close() }

  /// Waits for the end of the program; what it exited with, or -1 if it was killed.
  func status() -> Int32 {
    process.waitUntilExit()
    // Not before: the process identifier may be another's once the process has been waited for.
    timer.cancel()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  /// Waits for the end of the program; whether it exited with 0.
  func exitedWithSuccess() -> Bool { status() == 0 }

  /// Has the program end.
  ///
  /// By SIGKILL, since a child of a thread of Dispatch's starts with SIGTERM blocked.
  func stop() {
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    process.waitUntilExit()
    timer.cancel()
  }

  /// Reads wait for the program, which must not keep a thread that other tests need.
  private static func blocking(_ body: @escaping @Sendable () -> String) async -> String {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: body()) }
    }
  }
}
