internal import MartletProtobuf
internal import Testing

/// Reads delimited messages from bytes that arrive one by one.
@Suite("Messages of an asynchronous sequence of bytes")
struct AsyncMessageSequenceTests {
  private func stream(_ bytes: [UInt8]) -> AsyncStream<UInt8> {
    AsyncStream { continuation in
      for byte in bytes { continuation.yield(byte) }
      continuation.finish()
    }
  }

  private func delimited(_ messages: [Everything]) throws -> [UInt8] {
    try messages.reduce(into: []) { try BinaryDelimited.serialize(message: $1, to: &$0) }
  }

  @Test("come out as they were written, empty ones too, until the bytes end")
  func roundTrip() async throws {
    let messages = [fullMessage(), Everything(), .with { $0.aString = "x" }, Everything()]
    var read: [Everything] = []
    let bytes = try stream(delimited(messages))
    for try await message in bytes.binaryProtobufDelimitedMessages(of: Everything.self) {
      read.append(message)
    }
    #expect(read == messages)
  }

  @Test("know the extensions that they are told of")
  func extensions() async throws {
    let written = bytes("03 a00607")
    let messages = AsyncMessageSequence<_, Legacy>(
      base: stream(written), extensions: Martlet_Testing_Legacy_Legacy_Extensions)
    var known = messages.makeAsyncIterator()
    let message = try await known.next()
    #expect(message?.Martlet_Testing_Legacy_extNumber == 7)
    var unknown = stream(written).binaryProtobufDelimitedMessages(of: Legacy.self)
      .makeAsyncIterator()
    let other = try await unknown.next()
    #expect(other?.unknownFields.data == bytes("a00607"))
  }

  @Test("may lack required fields only if that is said")
  func required() async throws {
    typealias Required = Martlet_Testing_Legacy_Required
    var partial = stream([0]).binaryProtobufDelimitedMessages(of: Required.self, partial: true)
      .makeAsyncIterator()
    #expect(try await partial.next() == Required())
    var whole = stream([0]).binaryProtobufDelimitedMessages(of: Required.self).makeAsyncIterator()
    let error = await #expect(throws: BinaryDecodingError.self) { try await whole.next() }
    #expect(error?.code == .missingRequiredFields)
  }

  @Test(
    "end with an error if the bytes end within a message or its length, or it is no length",
    arguments: [
      ("05 0801", BinaryDelimited.Error.truncated), ("80", .truncated),
      ("ffffffff08", .malformedLength), ("808080808000", .malformedLength),
    ])
  func faults(_ hexadecimal: String, _ expected: BinaryDelimited.Error) async throws {
    var messages = stream([0] + bytes(hexadecimal))
      .binaryProtobufDelimitedMessages(of: Everything.self).makeAsyncIterator()
    #expect(try await messages.next() == Everything())
    await #expect(throws: expected) { try await messages.next() }
    #expect(try await messages.next() == nil)
  }

  @Test("are refused by their length if they are larger than the limit")
  func limit() async throws {
    var options = BinaryDecodingOptions()
    options.messageBytesLimit = 3
    let written = try delimited([.with { $0.aString = "a" }, .with { $0.aString = "ab" }])
    var messages = stream(written.dropLast(4))
      .binaryProtobufDelimitedMessages(of: Everything.self, options: options).makeAsyncIterator()
    let first = try await messages.next()
    #expect(first?.aString == "a")
    let error = await #expect(throws: BinaryDecodingError.self) { try await messages.next() }
    #expect(error?.code == .tooLarge)
    #expect(try await messages.next() == nil)
  }

  @Test("go on behind one that cannot be decoded")
  func undecodable() async throws {
    var messages = stream(bytes("01 00 00"))
      .binaryProtobufDelimitedMessages(of: Everything.self).makeAsyncIterator()
    await #expect(throws: BinaryDecodingError.self) { try await messages.next() }
    #expect(try await messages.next() == Everything())
    #expect(try await messages.next() == nil)
  }
}
