#if TLS
  internal import COpenSSL
  internal import MartletCore
  internal import MartletEventLoop

  /// One connection's end of TLS, by OpenSSL. Confined to the connection's loop.
  ///
  /// ```
  ///   socket ─▶ receive ─▶ BIO ─▶ SSL_read ─▶ deliver
  ///   seal ─▶ SSL_write ─▶ BIO ─▶ pending ─▶ socket
  /// ```
  final class TLSStream: SecureStream {
    // Sound throughout: `ssl` is owned from `init` to `deinit`. OpenSSL calls back only while it is
    // called, and finds this object by pointers that it has until then; what it is lent, buffers
    // with their lengths, stays in place for the call.
    //
    // Exclusivity need not be checked: no access to a property lasts while OpenSSL is called.
    private let ssl: OpaquePointer
    private let context: TLSContext
    private let loop: EventLoop
    /// What was connected to.
    let name: String?

    @exclusivity(unchecked) private var input = UnsafeRawBufferPointer(start: nil, count: 0)
    @exclusivity(unchecked) private var pending = MessageBuffer()
    @exclusivity(unchecked) private var isSealing = false
    @exclusivity(unchecked) private(set) var isOpen = false
    private var isBroken = false
    private var notedReason: String?

    /// Bytes that the protocol itself may want to send before the peer must take some: far more
    /// than any handshake has, but a peer can ask for answers without end (RFC 8446 §4.6.3).
    private static let maximumPendingBytes = 256 << 10

    init(context: TLSContext, name: String?, loop: EventLoop) throws(TLSFailure) {
      guard let ssl = SSL_new(context.pointer) else { throw TLSFailure("out of memory") }
      self.ssl = ssl
      self.context = context
      self.name = name
      self.loop = loop
      guard let bio = StreamBIO.make(self) else { throw TLSFailure("out of memory") }
      SSL_set_bio(ssl, bio, bio)
      SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(self).toOpaque())
      if context.isServer {
        SSL_set_accept_state(ssl)
      } else {
        SSL_set_connect_state(ssl)
        try expect(name ?? "")
      }
    }

    deinit { SSL_free(ssl) }

    /// The object behind a connection of OpenSSL's.
    static func of(_ ssl: OpaquePointer?) -> TLSStream? {
      guard let ssl, let object = SSL_get_ex_data(ssl, 0) else { return nil }
      return Unmanaged<TLSStream>.fromOpaque(object).takeUnretainedValue()
    }

    /// Asks for the server of this name, and takes no other's certificate.
    private func expect(_ name: String) throws(TLSFailure) {
      let isAddress = IPAddressText.isAddress(name)
      if context.verification == .fullVerification || context.verification == .optionalVerification
      {
        let parameters = SSL_get0_param(ssl)
        X509_VERIFY_PARAM_set_hostflags(
          parameters,
          UInt32(X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
        let code =
          isAddress
          ? X509_VERIFY_PARAM_set1_ip_asc(parameters, name)
          : X509_VERIFY_PARAM_set1_host(parameters, name, name.utf8.count)
        guard code == 1, !name.isEmpty else {
          throw TLSFailure("'\(name)' is no name that a certificate could be for")
        }
      }
      // RFC 6066 §3: no addresses.
      if !isAddress, !name.isEmpty { _ = martlet_ssl_set_server_name(ssl, name) }
      if let session = context.sessions?.take(name: name) {
        SSL_set_session(ssl, session)
        SSL_SESSION_free(session)
      }
    }

    // MARK: What OpenSSL asks for

    /// Moves what the peer sent to `target`; the number of bytes.
    func takeInput(_ target: UnsafeMutableRawBufferPointer) -> Int {
      let count = min(target.count, input.count)
      guard count > 0 else { return 0 }
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[..<count]))
      input = UnsafeRawBufferPointer(rebasing: input[count...])
      return count
    }

    /// Takes bytes for the peer; `false` if there are too many that it has not asked for.
    func addOutput(_ bytes: UnsafeRawBufferPointer) -> Bool {
      if !isSealing, pending.count + bytes.count > Self.maximumPendingBytes {
        note("the peer asks for answers and does not read them")
        return false
      }
      pending.append(bytes)
      return true
    }

    /// Notes why the connection will fail; the first reason counts.
    func note(_ reason: String) { notedReason = notedReason ?? reason }

    /// Keeps a session for connections to come, and takes it over; `false` if it does not.
    func keep(_ session: OpaquePointer) -> Bool {
      context.sessions?.keep(session, name: name ?? "") ?? false
    }

    // MARK: Handshake

    func start() throws(TLSFailure) {
      if !context.isServer { _ = try shakeHands() }
    }

    /// Goes on with the handshake; whether it is over.
    private func shakeHands() throws(TLSFailure) -> Bool {
      ErrorQueue.clear()
      let code = SSL_do_handshake(ssl)
      guard code == 1 else {
        let error = SSL_get_error(ssl, code)
        if error == SSL_ERROR_WANT_READ { return false }
        throw failure(error)
      }
      if context.requiresALPN, !hasChosenHTTP2 {
        isBroken = true
        throw TLSFailure("the server does not speak HTTP/2: it chose no protocol by ALPN")
      }
      isOpen = true
      return true
    }

    private var hasChosenHTTP2: Bool {
      var start: UnsafePointer<UInt8>?
      var count: UInt32 = 0
      SSL_get0_alpn_selected(ssl, &start, &count)
      return UnsafeBufferPointer(start: start, count: Int(count)).elementsEqual("h2".utf8)
    }

    var peerIdentity: PeerIdentity? {
      guard isOpen, context.verification != .noVerification,
        SSL_get_verify_result(ssl) == X509_V_OK, let certificate = SSL_get1_peer_certificate(ssl)
      else { return nil }
      return Certificate(owning: certificate).identity
    }

    var report: SecurityReport? {
      guard isOpen, let cipher = SSL_CIPHER_standard_name(SSL_get_current_cipher(ssl)) else {
        return nil
      }
      // Sound: the name is a constant of OpenSSL's, and the certificates are shared or owned.
      return SecurityReport(
        cipher: String(cString: cipher),
        localCertificate: SSL_get_certificate(ssl).map { Certificate(sharing: $0).bytes } ?? [],
        remoteCertificate: SSL_get1_peer_certificate(ssl).map { Certificate(owning: $0).bytes }
          ?? [])
    }

    var isResumed: Bool { SSL_session_reused(ssl) == 1 }

    // MARK: Bytes

    /// The most plaintext in one record (RFC 8446 §5.1).
    private static let maximumRecordBytes = 16 << 10

    func receive(
      _ bytes: UnsafeRawBufferPointer, deliver: (UnsafeRawBufferPointer) -> Bool
    ) throws(TLSFailure) -> Bool {
      input = bytes
      defer { input = UnsafeRawBufferPointer(start: nil, count: 0) }
      if !isOpen, try !shakeHands() { return true }
      let target = Scratch.of(loop).plaintext
      var filled = 0
      ErrorQueue.clear()
      while true {
        var count = 0
        let room = UnsafeMutableRawBufferPointer(rebasing: target[filled...])
        let code = SSL_read_ex(ssl, room.baseAddress, room.count, &count)
        guard code == 1 else {
          let error = SSL_get_error(ssl, code)
          let problem = error == SSL_ERROR_WANT_READ ? nil : failure(error)
          if filled > 0, !deliver(UnsafeRawBufferPointer(rebasing: target[..<filled])) {
            return true
          }
          if error == SSL_ERROR_ZERO_RETURN { return false }
          if let problem { throw problem }
          return true
        }
        filled += count
        // Asking once more costs as much as a small record.
        let isEverything = input.isEmpty && SSL_has_pending(ssl) == 0
        if isEverything || target.count - filled < Self.maximumRecordBytes {
          guard deliver(UnsafeRawBufferPointer(rebasing: target[..<filled])) else { return true }
          if isEverything { return true }
          filled = 0
          ErrorQueue.clear()
        }
      }
    }

    func seal(_ bytes: inout MessageBuffer) throws(TLSFailure) {
      let scratch = Scratch.of(loop)
      if !pending.isEmpty {
        pending.withUnsafeBytes { scratch.ciphertext.append($0) }
        pending.removeAll(keepingAtMost: 0)
      }
      guard !bytes.isEmpty || !scratch.ciphertext.isEmpty else { return }
      // The loop's memory is lent for as long as it takes.
      swap(&pending, &scratch.ciphertext)
      defer { swap(&pending, &scratch.ciphertext) }
      isSealing = true
      defer { isSealing = false }
      if !bytes.isEmpty {
        ErrorQueue.clear()
        var written = 0
        let code = bytes.withUnsafeBytes { SSL_write_ex(ssl, $0.baseAddress, $0.count, &written) }
        if code != 1 {
          let problem = failure(SSL_get_error(ssl, code))
          pending.removeAll(keepingAtMost: .max)
          throw problem
        }
        bytes.removeAll(keepingAtMost: .max)
      }
      swap(&bytes, &pending)
    }

    func farewell() -> MessageBuffer {
      if isOpen, !isBroken {
        ErrorQueue.clear()
        SSL_shutdown(ssl)
        ErrorQueue.clear()
      }
      var last = MessageBuffer()
      swap(&last, &pending)
      return last
    }

    // MARK: Failures

    private func failure(_ error: Int32) -> TLSFailure {
      if error != SSL_ERROR_ZERO_RETURN { isBroken = true }
      let first = ErrorQueue.take()
      return TLSFailure(
        notedReason ?? FailureText.reason(first, isServer: context.isServer, isOpen: isOpen))
    }

    /// Memory that the streams of one loop use one after the other.
    private final class Scratch {
      /// Four records.
      private static let plaintextBytes = 64 << 10

      // Sound: never freed, since loops never end.
      let plaintext = UnsafeMutableRawBufferPointer.allocate(
        byteCount: Scratch.plaintextBytes, alignment: 16)
      @exclusivity(unchecked) var ciphertext = MessageBuffer()

      private static let all = LoopLocal<Scratch>()

      static func of(_ loop: EventLoop) -> Scratch {
        if let scratch = all[loop] { return scratch }
        let scratch = Scratch()
        all[loop] = scratch
        return scratch
      }
    }
  }
#endif
