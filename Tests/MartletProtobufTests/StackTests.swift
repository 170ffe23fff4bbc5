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
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      let written: [UInt8]? = try? Everything(serializedBytes: input).serializedBytes()
      #expect(written == input)
      done.signal()
    }
    // As threads have by default on Linux. Too little of it ends the tests.
    thread.stackSize = 8 << 20
    thread.start()
    done.wait()
  }
}
