internal import Foundation
internal import MartletProtobuf
internal import Testing

@Suite("Stack")
struct StackTests {
  @Test("the deepest message that is read and written again fits a thread of the usual size")
  func depth() {
    var content: [UInt8] = []
    for _ in 0..<100 { content = delimited(71, content) }
    let input = content
    onUsualThread {
      let written: [UInt8]? = try? Everything(serializedBytes: input).serializedBytes()
      #expect(written == input)
    }
  }

  @Test("the deepest extensions and groups fit it too")
  func extensionDepth() {
    var content: [UInt8] = []
    for _ in 0..<100 { content = delimited(105, content) }
    let extended = content
    // A group within a group's message, and so on.
    content = []
    for _ in 0..<50 { content = [0x6b] + delimited(2, content) + [0x6c] }
    let grouped = content
    onUsualThread {
      for input in [extended, grouped] {
        let message = try? Legacy(
          serializedBytes: input, extensions: Martlet_Testing_Legacy_Legacy_Extensions)
        #expect(message?.unknownFields.isEmpty == true)
        let written: [UInt8]? = try? message?.serializedBytes()
        #expect(written == input)
      }
    }
  }

  private func onUsualThread(_ body: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      body()
      done.signal()
    }
    // As threads have by default on Linux. Too little of it ends the tests.
    thread.stackSize = 8 << 20
    thread.start()
    done.wait()
  }
}
