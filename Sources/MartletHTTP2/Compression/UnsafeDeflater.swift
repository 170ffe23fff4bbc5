internal import CZlib
internal import MartletCore
import Synchronization

/// A state of zlib's that compresses one message after another.
///
/// Used by one task at a time: whoever has taken it out of the pool.
final class Deflater: @unchecked Sendable {
  // Sendable: see above.
  //
  // Sound: zlib wants the structure to stay in one place, so it is an allocation of this object's,
  // freed with it; pointers to bytes are set before each call and not used after it.
  private let stream: UnsafeMutablePointer<z_stream>

  /// `nil` if there is no memory.
  init?(_ format: ZlibFormat) {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    guard martlet_deflate_init(stream, Z_DEFAULT_COMPRESSION, format.windowBits) == Z_OK else {
      stream.deallocate()
      return nil
    }
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Appends the compressed form of `message`; whether that was possible.
  func compress(_ message: UnsafeRawBufferPointer, into buffer: inout MessageBuffer) -> Bool {
    deflateReset(stream)
    stream.pointee.setInput(message)
    let bound = Int(deflateBound(stream, uLong(message.count)))
    var code = Z_OK
    buffer.append(upTo: bound) { target in
      stream.pointee.setOutput(target)
      code = deflate(stream, Z_FINISH)
      return target.count - Int(stream.pointee.avail_out)
    }
    return code == Z_STREAM_END
  }
}

extension z_stream {
  /// What to read next; no more than 4 GiB, which a message's length cannot exceed.
  mutating func setInput(_ bytes: UnsafeRawBufferPointer) {
    // zlib does not write to its input.
    next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
    avail_in = uInt(clamping: bytes.count)
  }

  /// Where to write next.
  mutating func setOutput(_ target: UnsafeMutableRawBufferPointer) {
    next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
    avail_out = uInt(clamping: target.count)
  }
}
