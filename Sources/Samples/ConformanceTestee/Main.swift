internal import Glibc
internal import MartletProtobuf

/// The program that protobuf's conformance runner tests: it answers requests on the standard input
/// with responses on the standard output, each behind its length, until the input ends.
@main
struct ConformanceTestee {
  /// The longest request that is read.
  private static let maximumBytes = 64 << 20

  static func main() {
    for type in Testee.types { Google_Protobuf_Any.register(messageType: type) }
    while let request = receive() {
      if !send(respond(request)) { exit(1) }
    }
  }

  private static func respond(_ bytes: [UInt8]) -> [UInt8] {
    var response: Conformance_ConformanceResponse
    do {
      response = Testee.answer(try Conformance_ConformanceRequest(serializedBytes: bytes))
    } catch {
      response = .with { $0.runtimeError = "the request is no message: \(error)" }
    }
    return (try? response.serializedBytes()) ?? []
  }

  private static func receive() -> [UInt8]? {
    guard let prefix = Pipe.read(4) else { return nil }
    let count = prefix.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard count <= maximumBytes else {
      let error = "conformance-testee: a request of \(count) bytes is too long\n"
      _ = Pipe.write(Array(error.utf8), to: STDERR_FILENO)
      exit(1)
    }
    return Pipe.read(count)
  }

  private static func send(_ bytes: [UInt8]) -> Bool {
    Pipe.write((0..<4).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes)
  }
}
