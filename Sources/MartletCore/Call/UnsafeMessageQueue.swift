internal import Glibc

/// The messages of one direction of a call: takes the bytes in whatever pieces a transport hands
/// over, cuts them into messages, and keeps those that nobody has read yet.
///
/// Each message is gathered in one allocation of its size; a small one in that of the last, if it
/// has been read. An announced length is held against the limit before anything is allocated for
/// it.
@usableFromInline
struct MessageQueue: ~Copyable {
  /// One whole message. Whoever takes it out of the queue must free it.
  @usableFromInline
  struct Message: @unchecked Sendable {
    // Sendable: only whoever took it out of the queue has it.
    //
    // Sound: an allocation of its own that is freed exactly once, by `deallocate()` or by the
    // queue that still holds it.
    @usableFromInline let bytes: UnsafeMutableRawBufferPointer
    let isCompressed: Bool

    @inlinable
    var contents: UnsafeRawBufferPointer { UnsafeRawBufferPointer(bytes) }

    @usableFromInline
    func deallocate() { free(bytes.baseAddress) }
  }

  /// The most bytes that one message may have.
  var maximumBytes: Int
  /// Whether a compression was agreed on.
  var acceptsCompressed = false

  // The oldest message; most calls never have a second.
  private var first: Message?
  // Those after it, from `laterHead` on.
  private var later: [Message] = []
  private var laterHead = 0

  // What has come of a message that is not whole.
  private var prefix: (flag: UInt8, length: UInt32) = (0, 0)
  private var prefixCount = 0
  private var partial: UnsafeMutableRawBufferPointer?
  /// Memory of a small message that has been read, for another.
  private var spare = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var partialCount = 0

  init(maximumBytes: Int) {
    self.maximumBytes = maximumBytes
  }

  deinit {
    first?.deallocate()
    for message in later[laterHead...] { message.deallocate() }
    free(partial?.baseAddress)
    free(spare.baseAddress)
  }

  /// The number of messages that wait to be read.
  var count: Int { first == nil ? 0 : 1 + later.count - laterHead }

  /// Whether the bytes so far end inside a message.
  var isInsideMessage: Bool { prefixCount > 0 }

  /// The bytes that are still to come of the message that is being gathered.
  var missingBytes: Int { partial.map { $0.count - partialCount } ?? 0 }

  /// The oldest message, which the caller must free.
  mutating func pop() -> Message? {
    guard let message = first else { return nil }
    first = laterHead < later.count ? popLater() : nil
    return message
  }

  @inline(never)
  private mutating func popLater() -> Message {
    let message = later[laterHead]
    laterHead += 1
    if laterHead == later.count {
      later.removeAll(keepingCapacity: true)
      laterHead = 0
    } else if laterHead >= Self.compactionCount {
      later.removeFirst(laterHead)
      laterHead = 0
    }
    return message
  }

  private static let compactionCount = 256

  private mutating func push(_ message: Message) {
    if first == nil { first = message } else { later.append(message) }
  }

  /// Moves all whole messages of another queue behind those here.
  mutating func takeAll(of other: inout MessageQueue) {
    while let message = other.pop() { push(message) }
  }

  /// Drops everything, as for a new call.
  mutating func removeAll() {
    // Most often everything has been read.
    if first != nil || prefixCount > 0 { dropAll() }
  }

  private mutating func dropAll() {
    while let message = pop() { dispose(of: message) }
    free(partial?.baseAddress)
    partial = nil
    partialCount = 0
    prefixCount = 0
  }

  // MARK: Memory

  /// The least that is allocated for a message, so that it does for another.
  private static let leastBytes = 64
  /// The most that is kept of a message that has been read, for each of many idle streams.
  private static let mostKeptBytes = 1024

  /// Frees a message that this queue made, or keeps its memory for the next.
  mutating func dispose(of message: Message) {
    // Sound: as long as it was allocated, or longer than is kept.
    let room = max(message.bytes.count, Self.leastBytes)
    guard room > spare.count, room <= Self.mostKeptBytes else { return message.deallocate() }
    free(spare.baseAddress)
    spare = UnsafeMutableRawBufferPointer(start: message.bytes.baseAddress, count: room)
  }

  private mutating func makeRoom(for length: Int) -> UnsafeMutableRawPointer? {
    if length <= spare.count, let memory = spare.baseAddress {
      spare = UnsafeMutableRawBufferPointer(start: nil, count: 0)
      return memory
    }
    // `allocate(byteCount:alignment:)` takes a slower way to the same memory.
    return malloc(max(length, Self.leastBytes))
  }

  /// Takes the next bytes of the stream.
  ///
  /// - Throws: ``RPCError`` if a message is too large or claims a compression that was never
  ///   agreed on. The queue keeps the messages before it.
  @inline(__always)
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(RPCError) {
    if !takeWhole(bytes) { try takePieces(bytes) }
  }

  /// Takes what most calls consist of, a small message in one piece; whether it is that.
  mutating func takeWhole(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let length = bytes.count - MessageFrame.prefixBytes
    guard first == nil, prefixCount == 0, length > 0, length <= min(spare.count, maximumBytes),
      let start = bytes.baseAddress, let memory = spare.baseAddress, bytes[0] == 0,
      bytes.loadUnaligned(fromByteOffset: 1, as: UInt32.self) == UInt32(length).bigEndian
    else { return false }
    spare = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    // Sound: `length` bytes follow the prefix, and fit in the spare memory.
    memory.copyMemory(from: start + MessageFrame.prefixBytes, byteCount: length)
    first = Message(
      bytes: UnsafeMutableRawBufferPointer(start: memory, count: length), isCompressed: false)
    return true
  }

  @inline(never)
  private mutating func takePieces(_ bytes: UnsafeRawBufferPointer) throws(RPCError) {
    var rest = bytes
    while !rest.isEmpty {
      if let partial {
        take(&rest, into: partial)
      } else if prefixCount == 0, rest.count >= MessageFrame.prefixBytes {
        // The common case: a whole prefix in one piece.
        prefix = (
          rest[0], UInt32(bigEndian: rest.loadUnaligned(fromByteOffset: 1, as: UInt32.self))
        )
        prefixCount = MessageFrame.prefixBytes
        rest = rest.dropping(MessageFrame.prefixBytes)
        try begin()
      } else {
        try takePrefix(&rest)
      }
    }
  }

  private mutating func take(
    _ rest: inout UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) {
    let taken = min(rest.count, target.count - partialCount)
    if let start = target.baseAddress, let source = rest.baseAddress {
      // Sound: `taken` fits in what is left of the target.
      (start + partialCount).copyMemory(from: source, byteCount: taken)
    }
    rest = rest.dropping(taken)
    partialCount += taken
    if partialCount == target.count { complete(target) }
  }

  private mutating func takePrefix(_ rest: inout UnsafeRawBufferPointer) throws(RPCError) {
    while prefixCount < MessageFrame.prefixBytes, let byte = rest.first {
      if prefixCount == 0 {
        prefix = (byte, 0)
      } else {
        prefix.length = prefix.length << 8 | UInt32(byte)
      }
      prefixCount += 1
      rest = rest.dropping(1)
    }
    if prefixCount == MessageFrame.prefixBytes { try begin() }
  }

  /// The prefix is whole: makes room for its message.
  private mutating func begin() throws(RPCError) {
    guard prefix.flag == 0 || (prefix.flag == 1 && acceptsCompressed) else {
      throw RPCError(
        code: .internalError,
        message:
          "a message is flagged as compressed (\(prefix.flag)), but no compression was agreed on")
    }
    let length = Int(prefix.length)
    guard length <= maximumBytes else {
      throw RPCError(
        code: .resourceExhausted,
        message: """
          message of \(length) bytes is larger than the \(maximumBytes) that may be received; \
          raise the limit or send less
          """)
    }
    guard let memory = makeRoom(for: length) else {
      throw RPCError(
        code: .resourceExhausted, message: "there is no memory for a message of \(length) bytes")
    }
    let target = UnsafeMutableRawBufferPointer(start: memory, count: length)
    partial = target
    partialCount = 0
    if length == 0 { complete(target) }
  }

  private mutating func complete(_ message: UnsafeMutableRawBufferPointer) {
    push(Message(bytes: message, isCompressed: prefix.flag != 0))
    partial = nil
    prefixCount = 0
  }
}

extension UnsafeRawBufferPointer {
  /// The bytes after the first `count`, of which there must be so many.
  fileprivate func dropping(_ count: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: self[count...])
  }
}
