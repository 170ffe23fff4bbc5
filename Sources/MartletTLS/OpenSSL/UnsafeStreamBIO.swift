#if TLS
  internal import COpenSSL

  /// How OpenSSL reads and writes: from the bytes that the loop has just read, into the buffer that
  /// it is about to write.
  enum StreamBIO {
    /// A BIO of `stream`, which must outlive it; `nil` if there is no memory.
    static func make(_ stream: TLSStream) -> OpaquePointer? {
      guard let method, let bio = BIO_new(method) else { return nil }
      // Sound: the stream frees its SSL, and this with it, before it goes.
      BIO_set_data(bio, Unmanaged.passUnretained(stream).toOpaque())
      BIO_set_init(bio, 1)
      return bio
    }

    // Sound: made once, never changed afterwards, never freed.
    private nonisolated(unsafe) static let method: OpaquePointer? = {
      let kind = BIO_get_new_index() | BIO_TYPE_SOURCE_SINK
      guard let method = BIO_meth_new(kind, "martlet") else { return nil }
      BIO_meth_set_read_ex(method, read)
      BIO_meth_set_write_ex(method, write)
      BIO_meth_set_ctrl(method, control)
      return method
    }()

    @inline(__always)
    private static func stream(_ bio: OpaquePointer?) -> Unmanaged<TLSStream>? {
      BIO_get_data(bio).map { Unmanaged.fromOpaque($0) }
    }

    // Sound: OpenSSL lends `target` and `source` with their lengths until these return.

    private static let read:
      @convention(c) (
        OpaquePointer?, UnsafeMutablePointer<CChar>?, Int, UnsafeMutablePointer<Int>?
      ) -> Int32 = { bio, target, count, result in
        martlet_bio_clear_retry(bio)
        let moved =
          stream(bio)?._withUnsafeGuaranteedRef {
            $0.takeInput(UnsafeMutableRawBufferPointer(start: target, count: count))
          } ?? 0
        result?.pointee = moved
        if moved > 0 { return 1 }
        martlet_bio_retry_read(bio)
        return -1
      }

    private static let write:
      @convention(c) (
        OpaquePointer?, UnsafePointer<CChar>?, Int, UnsafeMutablePointer<Int>?
      ) -> Int32 = { bio, source, count, result in
        martlet_bio_clear_retry(bio)
        let isTaken =
          stream(bio)?._withUnsafeGuaranteedRef {
            $0.addOutput(UnsafeRawBufferPointer(start: source, count: count))
          } ?? false
        result?.pointee = isTaken ? count : 0
        return isTaken ? 1 : -1
      }

    private static let control:
      @convention(c) (OpaquePointer?, Int32, Int, UnsafeMutableRawPointer?) -> Int = {
        _, command, _, _ in
        command == BIO_CTRL_FLUSH ? 1 : 0
      }
  }
#endif
