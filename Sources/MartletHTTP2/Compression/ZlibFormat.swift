internal import MartletCore
import Synchronization

/// What zlib wraps compressed bytes in, and the states for it that nobody uses at the moment:
/// making one costs more than a small message.
final class ZlibFormat: Sendable {
  static let deflate = ZlibFormat(.deflate, windowBits: 15)
  /// zlib is told of gzip's header by 16 more.
  static let gzip = ZlibFormat(.gzip, windowBits: 15 + 16)

  let algorithm: CompressionAlgorithm
  let windowBits: Int32
  private let deflaters = Mutex<[Deflater]>([])
  private let inflaters = Mutex<[Inflater]>([])

  /// States of each kind that are kept; one that compresses has 256 KiB, one that decompresses 40.
  private static let maximumKept = 8

  private init(_ algorithm: CompressionAlgorithm, windowBits: Int32) {
    self.algorithm = algorithm
    self.windowBits = windowBits
  }

  /// The format of an algorithm; `nil` for none.
  static func of(_ algorithm: CompressionAlgorithm) -> ZlibFormat? {
    switch algorithm {
    case .deflate: .deflate
    case .gzip: .gzip
    default: nil
    }
  }

  func compress(
    _ message: UnsafeRawBufferPointer, into buffer: inout MessageBuffer
  ) throws(RPCError) {
    guard let deflater = deflaters.withLock({ $0.popLast() }) ?? Deflater(self) else {
      throw .noMemory
    }
    let isDone = deflater.compress(message, into: &buffer)
    deflaters.withLock { if $0.count < Self.maximumKept { $0.append(deflater) } }
    if !isDone { throw .noMemory }
  }

  func decompress(
    _ bytes: UnsafeRawBufferPointer, into buffer: inout MessageBuffer, maximumBytes: Int
  ) throws(RPCError) {
    guard let inflater = inflaters.withLock({ $0.popLast() }) ?? Inflater(self) else {
      throw .noMemory
    }
    let outcome = inflater.decompress(bytes, into: &buffer, maximumBytes: maximumBytes)
    inflaters.withLock { if $0.count < Self.maximumKept { $0.append(inflater) } }
    switch outcome {
    case .whole: break
    case .tooLarge:
      throw RPCError(
        code: .resourceExhausted,
        message: """
          a message of \(bytes.count) compressed bytes has more than the \(maximumBytes) that may \
          be received; raise the limit or send less
          """)
    case .broken:
      throw RPCError(
        code: .internalError,
        message: "a message cannot be decompressed: it is no \(algorithm.name) or was cut")
    }
  }
}

/// Compresses the messages of one call.
final class ZlibCompressor: MessageCompressor, @unchecked Sendable {
  // Sendable: adds a constant.
  private let format: ZlibFormat

  init(_ format: ZlibFormat) {
    self.format = format
    super.init(format.algorithm)
  }

  override func compress(
    _ message: UnsafeRawBufferPointer, into buffer: inout MessageBuffer
  ) throws(RPCError) {
    try format.compress(message, into: &buffer)
  }
}

/// Decompresses the messages of one call.
final class ZlibDecompressor: MessageDecompressor, @unchecked Sendable {
  // Sendable: adds a constant.
  private let format: ZlibFormat

  init(_ format: ZlibFormat) {
    self.format = format
    super.init()
  }

  override func decompress(
    _ bytes: UnsafeRawBufferPointer, into buffer: inout MessageBuffer, maximumBytes: Int
  ) throws(RPCError) {
    try format.decompress(bytes, into: &buffer, maximumBytes: maximumBytes)
  }
}

extension RPCError {
  fileprivate static let noMemory = RPCError(
    code: .internalError, message: "there is no memory to compress or decompress a message")
}
