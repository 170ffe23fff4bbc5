/// The messages of one direction of a call: takes the bytes in whatever pieces a transport hands
/// over, cuts them into messages, and keeps those that nobody has read yet.
///
/// Each message is gathered in one allocation of exactly its size. An announced length is held
/// against the limit before anything is allocated for it.
@usableFromInline
struct MessageQueue: ~Copyable {
  /// One whole message. Whoever takes it out of the queue must free it.
  @usableFromInline
  struct Message {
    // Sound: an allocation of its own that is freed exactly once, by `deallocate()` or by the
    // queue that still holds it.
    @usableFromInline let bytes: UnsafeMutableRawBufferPointer

    @inlinable
    func deallocate() { bytes.deallocate() }
  }

  /// The most bytes that one message may have.
  var maximumBytes: Int

  private var ready: [Message] = []
  private var readyHead = 0
  private var prefix: (UInt8, UInt32) = (0, 0)
  private var prefixCount = 0
  private var partial: UnsafeMutableRawBufferPointer?
  private var partialCount = 0

  init(maximumBytes: Int) {
    self.maximumBytes = maximumBytes
  }

  deinit {
    for message in ready[readyHead...] { message.deallocate() }
    partial?.deallocate()
  }

  /// The number of messages that wait to be read.
  var count: Int { ready.count - readyHead }

  /// Whether the bytes so far end inside a message.
  var isInsideMessage: Bool { prefixCount > 0 }

  /// The oldest message, which the caller must free.
  mutating func pop() -> Message? {
    guard readyHead < ready.count else { return nil }
    let message = ready[readyHead]
    readyHead += 1
    if readyHead == ready.count {
      ready.removeAll(keepingCapacity: true)
      readyHead = 0
    } else if readyHead >= Self.compactionCount {
      ready.removeFirst(readyHead)
      readyHead = 0
    }
    return message
  }

  private static let compactionCount = 256

  /// Drops everything, as for a new call.
  mutating func removeAll() {
    while let message = pop() { message.deallocate() }
    partial?.deallocate()
    partial = nil
    partialCount = 0
    prefixCount = 0
    prefix = (0, 0)
  }

  /// Takes the next bytes of the stream.
  ///
  /// - Throws: ``RPCError`` if a message is too large or claims a compression that was never
  ///   agreed on. The queue keeps the messages before it.
  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(RPCError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      if let partial {
        take(&rest, into: partial)
      } else {
        try takePrefix(&rest)
      }
    }
  }

  private mutating func take(
    _ rest: inout Slice<UnsafeRawBufferPointer>, into target: UnsafeMutableRawBufferPointer
  ) {
    let taken = min(rest.count, target.count - partialCount)
    let source = UnsafeRawBufferPointer(rebasing: rest.prefix(taken))
    // Sound: `taken` fits in what is left of the target.
    UnsafeMutableRawBufferPointer(rebasing: target[partialCount...]).copyMemory(from: source)
    rest = rest.dropFirst(taken)
    partialCount += taken
    if partialCount == target.count { complete(target) }
  }

  private mutating func takePrefix(
    _ rest: inout Slice<UnsafeRawBufferPointer>
  ) throws(RPCError) {
    while prefixCount < MessageFrame.prefixBytes, let byte = rest.first {
      if prefixCount == 0 {
        prefix = (byte, 0)
      } else {
        prefix.1 = prefix.1 << 8 | UInt32(byte)
      }
      prefixCount += 1
      rest = rest.dropFirst()
    }
    guard prefixCount == MessageFrame.prefixBytes else { return }
    guard prefix.0 == 0 else {
      throw RPCError(
        code: .internalError,
        message:
          "a message is flagged as compressed (\(prefix.0)), but no compression was agreed on")
    }
    let length = Int(prefix.1)
    guard length <= maximumBytes else {
      throw RPCError(
        code: .resourceExhausted,
        message: """
          message of \(length) bytes is larger than the \(maximumBytes) that may be received; \
          raise the limit or send less
          """)
    }
    let target = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 16)
    partial = target
    partialCount = 0
    if length == 0 { complete(target) }
  }

  private mutating func complete(_ message: UnsafeMutableRawBufferPointer) {
    ready.append(Message(bytes: message))
    partial = nil
    partialCount = 0
    prefixCount = 0
  }
}
