import Synchronization

/// Makes the messages of one call smaller: what a transport gives a ``CallStream`` whose peer
/// understands an algorithm.
///
/// Messages may be written by tasks on any thread, several at a time.
open class MessageCompressor: @unchecked Sendable {
  // Sendable: nothing changes but an atomic; subclasses guard what they add.

  /// What the peer was told that messages are compressed with.
  public let algorithm: CompressionAlgorithm
  private let isOn = Atomic<Bool>(true)

  /// Creates a compressor.
  public init(_ algorithm: CompressionAlgorithm) { self.algorithm = algorithm }

  /// Whether messages are compressed that are written from now on.
  public final var isEnabled: Bool {
    get { isOn.load(ordering: .relaxed) }
    set { isOn.store(newValue, ordering: .relaxed) }
  }

  /// Whether the next message of the current task is to be compressed.
  final var appliesNow: Bool { MessageCompression.isWanted ?? isEnabled }

  /// Appends the compressed form of `message` to `buffer`.
  ///
  /// - Throws: ``RPCError`` with `internalError` if there is no memory for it.
  open func compress(
    _ message: UnsafeRawBufferPointer, into buffer: inout MessageBuffer
  ) throws(RPCError) {}
}

/// Makes the messages of one call from their compressed forms.
open class MessageDecompressor: @unchecked Sendable {
  // Sendable: nothing changes but an atomic; subclasses guard what they add.

  private let lastWas = Atomic<Bool>(false)

  /// Creates a decompressor.
  public init() {}

  /// Whether the message that was read last came compressed.
  public final var lastWasCompressed: Bool { lastWas.load(ordering: .relaxed) }

  /// Appends the message that `bytes` are the compressed form of to `buffer`, no more of it than
  /// `maximumBytes` at any time.
  ///
  /// - Throws: ``RPCError`` with `resourceExhausted` as soon as the message proves to be larger,
  ///   with `internalError` if `bytes` are not such a form.
  open func decompress(
    _ bytes: UnsafeRawBufferPointer, into buffer: inout MessageBuffer, maximumBytes: Int
  ) throws(RPCError) {}

  final func noteLast(isCompressed: Bool) {
    lastWas.store(isCompressed, ordering: .relaxed)
    MessageCompression.observer?.hear(isCompressed)
  }
}

/// What the current task wants of messages that it writes to calls which compress.
package enum MessageCompression {
  /// Whether to compress; `nil` leaves it to the call.
  @TaskLocal package static var isWanted: Bool?
  /// Hears of each message that the task reads from a call whose peer compresses.
  @TaskLocal package static var observer: Observer?

  /// An object, since Swift 6.3 crashes where a function is bound to a task and code is optimised.
  package final class Observer: Sendable {
    let hear: @Sendable (_ isCompressed: Bool) -> Void

    package init(_ hear: @escaping @Sendable (_ isCompressed: Bool) -> Void) { self.hear = hear }
  }
}

/// Runs `operation`, in which messages are written compressed or as they are, whatever the call
/// they are written to does otherwise.
///
/// A call that has no algorithm to compress with never does. Use it where compression would cost
/// more than it saves (images), or would give secrets away that travel beside an attacker's text.
public func withMessageCompression<Result>(
  _ isWanted: Bool, operation: () async throws -> Result
) async rethrows -> Result {
  try await MessageCompression.$isWanted.withValue(isWanted, operation: operation)
}
