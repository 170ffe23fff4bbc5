#if TLS
  internal import COpenSSL

  /// A private key.
  final class PrivateKey: @unchecked Sendable {
    // Sendable, and sound: owned from `init` to `deinit`, and never changed in between.
    let pointer: OpaquePointer

    /// Takes ownership.
    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { EVP_PKEY_free(pointer) }
  }
#endif
