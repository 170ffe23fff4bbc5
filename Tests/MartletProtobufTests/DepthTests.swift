internal import MartletProtobuf
internal import Testing

@Suite("Depth")
struct DepthTests {
  private func nested(_ depth: Int, field: Int) -> [UInt8] {
    var content: [UInt8] = []
    for _ in 0..<depth { content = delimited(field, content) }
    return content
  }

  @Test("100 messages within the outermost are read, 101 are not")
  func limit() throws {
    #expect(throws: Never.self) { try Everything(serializedBytes: nested(100, field: 71)) }
    let error = decodingError(Everything.self, nested(101, field: 71))
    #expect(error?.code == .depthLimitExceeded)
    #expect(error?.path.count == 101)
    #expect(throws: Never.self) { try Everything(serializedBytes: nested(100, field: 72)) }
    #expect(decodingError(Everything.self, nested(101, field: 72))?.code == .depthLimitExceeded)
  }

  @Test("the limit can be set")
  func option() throws {
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = 2
    #expect(throws: Never.self) {
      try Everything(serializedBytes: nested(2, field: 71), options: options)
    }
    let error = decodingError(Everything.self, nested(3, field: 71), options: options)
    #expect(error?.code == .depthLimitExceeded)
  }

  @Test("a map's entries, and unknown groups, count")
  func entriesAndGroups() throws {
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = 1
    let entry = delimited(53, delimited(2, []))
    #expect(
      decodingError(Everything.self, entry, options: options)?.code == .depthLimitExceeded)
    let groups = [UInt8](repeating: 0x0b, count: 101) + [UInt8](repeating: 0x0c, count: 101)
    #expect(decodingError(Everything.self, groups)?.code == .depthLimitExceeded)
    #expect(throws: Never.self) { try Everything(serializedBytes: Array(groups[1..<201])) }
  }

  @Test("after a nested message the depth is as before")
  func restored() throws {
    var options = BinaryDecodingOptions()
    options.messageDepthLimit = 2
    let parts = nested(2, field: 71) + delimited(53, delimited(2, [])) + delimited(53, [])
    let input = parts + parts + bytes("0b0c") + nested(2, field: 72)
    #expect(throws: Never.self) { try Everything(serializedBytes: input, options: options) }
  }
}
