internal import Martlet

/// One call, who made it, and how long it took.
///
/// Orders tells its caller of the calls that it made in turn: a note of each goes into the trailing
/// metadata.
struct CallNote: Sendable {
  /// The key in the trailing metadata.
  static let key = "x-call"

  let caller: String
  let method: String
  let microseconds: Int64
  let succeeded: Bool

  init(caller: String, method: MethodDescriptor, took: Duration, succeeded: Bool) {
    self.caller = caller
    let service = method.service.fullyQualifiedService.split(separator: ".").last ?? ""
    self.method = "\(service)/\(method.method)"
    microseconds = Int64(took / .microseconds(1))
    self.succeeded = succeeded
  }

  /// Reads what ``text`` wrote.
  init?(text: String) {
    let words = text.split(separator: " ")
    guard words.count == 4, let microseconds = Int64(words[2]) else { return nil }
    caller = String(words[0])
    method = String(words[1])
    self.microseconds = microseconds
    succeeded = words[3] == "ok"
  }

  /// The note as metadata carries it.
  var text: String { "\(caller) \(method) \(microseconds) \(succeeded ? "ok" : "failed")" }
}

extension Metadata {
  /// The notes of nested calls that came with a response.
  var callNotes: [CallNote] {
    self[stringValues: CallNote.key].compactMap { CallNote(text: $0) }
  }
}

extension ServerContext {
  /// Makes a nested call, and notes it in the trailing metadata of the call that is handled.
  func noting<Value: Sendable>(
    _ method: MethodDescriptor, by caller: String, _ call: () async throws -> Value
  ) async throws -> Value {
    let start = ContinuousClock.now
    var succeeded = false
    defer {
      let took = ContinuousClock.now - start
      let note = CallNote(caller: caller, method: method, took: took, succeeded: succeeded)
      addTrailingMetadata([CallNote.key: .string(note.text)])
    }
    let value = try await call()
    succeeded = true
    return value
  }
}
