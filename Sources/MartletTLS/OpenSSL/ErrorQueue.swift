#if TLS
  internal import COpenSSL

  /// What OpenSSL says of its last failure on this thread.
  enum ErrorQueue {
    /// Forgets what others left there.
    @inline(__always)
    static func clear() { ERR_clear_error() }

    /// The number of the first error; 0 if there is none. Empties the queue.
    static func take() -> UInt {
      let first = ERR_get_error()
      ERR_clear_error()
      return first
    }

    /// The reason alone: `no start line`.
    static func text(_ error: UInt) -> String {
      // Sound: the text is a constant of OpenSSL's.
      guard error != 0, let reason = ERR_reason_error_string(error) else {
        return "no reason given"
      }
      return String(cString: reason)
    }

    /// The reason of the first error. Empties the queue.
    static func takeText() -> String { text(take()) }
  }
#endif
