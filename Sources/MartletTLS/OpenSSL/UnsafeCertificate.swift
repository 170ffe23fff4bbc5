#if TLS
  internal import COpenSSL
  internal import Glibc

  /// An X.509 certificate.
  final class Certificate: @unchecked Sendable {
    // Sendable: never changed once it is made; OpenSSL locks what it caches in it.
    //
    // Sound throughout: the pointer is owned from `init` to `deinit`; what is read through it is
    // copied before a call returns.
    let pointer: OpaquePointer

    /// Takes ownership.
    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    /// Shares a certificate of somebody else's.
    init(sharing pointer: OpaquePointer) {
      X509_up_ref(pointer)
      self.pointer = pointer
    }

    deinit { X509_free(pointer) }

    /// The certificate in DER.
    var bytes: [UInt8] {
      var start: UnsafeMutablePointer<UInt8>?
      let count = i2d_X509(pointer, &start)
      guard count > 0, let start else { return [] }
      defer { martlet_openssl_free(start) }
      return Array(UnsafeBufferPointer(start: start, count: Int(count)))
    }

    /// Who it is for, as RFC 2253 writes it.
    var subject: String { Self.text(X509_get_subject_name(pointer)) }

    /// Who issued it.
    var issuer: String { Self.text(X509_get_issuer_name(pointer)) }

    private static func text(_ name: OpaquePointer?) -> String {
      guard let name, let bio = BIO_new(BIO_s_mem()) else { return "" }
      defer { BIO_free(bio) }
      martlet_print_name(bio, name)
      var count = 0
      guard let start = martlet_bio_bytes(bio, &count) else { return "" }
      return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// The last common name of the subject.
    var commonName: String? {
      guard let name = X509_get_subject_name(pointer) else { return nil }
      var last: Int32 = -1
      while true {
        let next = X509_NAME_get_index_by_NID(name, NID_commonName, last)
        if next < 0 { break }
        last = next
      }
      guard last >= 0, let entry = X509_NAME_get_entry(name, last) else { return nil }
      var start: UnsafeMutablePointer<UInt8>?
      let count = ASN1_STRING_to_UTF8(&start, X509_NAME_ENTRY_get_data(entry))
      guard count >= 0, let start else { return nil }
      defer { martlet_openssl_free(start) }
      return String(
        decoding: UnsafeBufferPointer(start: start, count: Int(count)), as: UTF8.self)
    }

    /// The alternative names, by kind; those with a NUL inside are left out, since others may read
    /// them only up to there.
    func alternativeNames() -> [(kind: Int32, bytes: [UInt8])] {
      let names = X509_get_ext_d2i(pointer, NID_subject_alt_name, nil, nil)
      guard let names else { return [] }
      let list = OpaquePointer(names)
      defer { martlet_general_names_free(list) }
      return (0..<martlet_general_names_count(list)).compactMap { index in
        var start: UnsafePointer<UInt8>?
        var count: Int32 = 0
        let kind = martlet_general_name(list, index, &start, &count)
        guard let start, count > 0 else { return nil }
        let bytes = Array(UnsafeBufferPointer(start: start, count: Int(count)))
        return kind != GEN_IPADD && bytes.contains(0) ? nil : (kind, bytes)
      }
    }

    // MARK: Time

    /// When it ends, in UTC.
    var notAfter: String { Self.text(time: X509_get0_notAfter(pointer)) }

    /// When it begins, in UTC.
    var notBefore: String { Self.text(time: X509_get0_notBefore(pointer)) }

    /// Whether its time is over.
    var isExpired: Bool { X509_cmp_current_time(X509_get0_notAfter(pointer)) < 0 }

    private static func text(time: UnsafePointer<ASN1_TIME>?) -> String {
      var fields = tm()
      guard let time, ASN1_TIME_to_tm(time, &fields) == 1 else { return "an unknown date" }
      func padded(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
      let date = "\(fields.tm_year + 1900)-\(padded(fields.tm_mon + 1))-\(padded(fields.tm_mday))"
      return "\(date) \(padded(fields.tm_hour)):\(padded(fields.tm_min)) UTC"
    }
  }
#endif
