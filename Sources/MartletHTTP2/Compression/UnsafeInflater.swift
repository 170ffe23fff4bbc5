internal import CZlib
internal import MartletCore

/// A state of zlib's that decompresses one message after another.
///
/// Used by one task at a time: whoever has taken it out of the pool.
final class Inflater: @unchecked Sendable {
  // Sendable: see above.
  //
  // Sound: zlib wants the structure to stay in one place, so it is an allocation of this object's,
  // freed with it; pointers to bytes are set before each call and not used after it.
  private let stream: UnsafeMutablePointer<z_stream>

  enum Outcome {
    case whole, tooLarge, broken
  }

  /// `nil` if there is no memory.
  init?(_ format: ZlibFormat) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard martlet_inflate_init(stream, format.windowBits) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The first room for a message, in multiples of its compressed size.
  private static let firstGuess = 4
  /// The least room to add.
  private static let leastBytes = 1024

  /// Appends the message that `bytes` are the compressed form of, as it comes out, and stops as
  /// soon as it has more than `maximumBytes`.
  func decompress(
    _ bytes: UnsafeRawBufferPointer, into buffer: inout MessageBuffer, maximumBytes: Int
  ) -> Outcome {
    inflateReset(stream)
    stream.pointee.setInput(bytes)
    let start = buffer.count
    var room = max(bytes.count.multipliedReportingOverflow(by: Self.firstGuess).partialValue, 0)
    while true {
      let left = maximumBytes - (buffer.count - start)
      // One byte beyond the limit, so that a message of exactly the limit is seen to end there.
      let size = min(max(room, Self.leastBytes), left + 1)
      var code = Z_OK
      buffer.append(upTo: size) { target in
        stream.pointee.setOutput(target)
        code = inflate(stream, Z_NO_FLUSH)
        return target.count - Int(stream.pointee.avail_out)
      }
      if buffer.count - start > maximumBytes { return .tooLarge }
      switch code {
      case Z_STREAM_END:
        if stream.pointee.avail_in == 0 { return .whole }
        // gzip may be several pieces, one after the other (RFC 1952 §2.2).
        inflateReset(stream)
      case Z_OK where stream.pointee.avail_out == 0:
        room = buffer.count - start
      default: return .broken
      }
    }
  }
}
