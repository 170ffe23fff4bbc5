import MartletProtobuf
import SwiftProtobuf

/// One message in both codecs.
struct Comparison<Ours: MartletProtobuf.Message, Theirs: SwiftProtobuf.Message> {
  let name: String
  let ours: Ours
  let theirs: Theirs
  let bytes: [UInt8]

  /// Fails if the two do not agree on the bytes.
  @inline(__always)
  init(_ name: String, _ ours: Ours, _ type: Theirs.Type) throws {
    self.name = name
    self.ours = ours
    bytes = try ours.serializedBytes()
    theirs = try Theirs(serializedBytes: bytes)
    let back: [UInt8] = try theirs.serializedBytes()
    // Maps have no order, so the messages are compared and not their bytes.
    guard back.count == bytes.count, try Ours(serializedBytes: back) == ours else {
      throw Disagreement(message: name)
    }
  }

  /// The time of each operation. Inlined, so that both codecs are called with types that are
  /// known, as programs call them.
  @inline(__always)
  func row() throws -> Row {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 8)
    defer { memory.deallocate() }
    memory.copyBytes(from: bytes)
    let decodeTimes = try Stopwatch.nanoseconds(of: [
      { Stopwatch.keep(try Ours(serializedBytes: bytes)) },
      { Stopwatch.keep(try Ours(decoding: UnsafeRawBufferPointer(memory))) },
      { Stopwatch.keep(try Theirs(serializedBytes: bytes)) },
    ])
    let encodeTimes = try Stopwatch.nanoseconds(of: [
      { Stopwatch.keep(try ours.serializedBytes() as [UInt8]) },
      {
        let encoder = try MessageEncoder(ours)
        encoder.write(ours, into: memory)
        Stopwatch.keep(memory)
      },
      { Stopwatch.keep(try theirs.serializedBytes() as [UInt8]) },
    ])
    return Row(
      name: name, bytes: bytes.count, decode: Times(decodeTimes), encode: Times(encodeTimes))
  }

  /// The time of each operation with JSON; fails if one does not read what the other writes.
  @inline(__always)
  func jsonRow() throws -> JSONRow {
    let text: [UInt8] = try theirs.jsonUTF8Bytes()
    let own: [UInt8] = try ours.jsonUTF8Bytes()
    let back = try Theirs(jsonUTF8Bytes: own)
    guard try Ours(jsonUTF8Bytes: text) == ours, back.isEqualTo(message: theirs) else {
      throw Disagreement(message: name)
    }
    let times = try Stopwatch.nanoseconds(of: [
      { Stopwatch.keep(try Ours(jsonUTF8Bytes: text)) },
      { Stopwatch.keep(try Theirs(jsonUTF8Bytes: text)) },
      { Stopwatch.keep(try ours.jsonUTF8Bytes() as [UInt8]) },
      { Stopwatch.keep(try theirs.jsonUTF8Bytes() as [UInt8]) },
    ])
    return JSONRow(
      name: name, bytes: text.count, decode: (times[0], times[1]), encode: (times[2], times[3]))
  }
}

struct Disagreement: Error {
  let message: String
}
