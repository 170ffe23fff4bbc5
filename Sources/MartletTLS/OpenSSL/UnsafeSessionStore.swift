#if TLS
  internal import COpenSSL
  internal import Synchronization

  /// Sessions that a client may resume, newest last.
  final class SessionStore: Sendable {
    private struct Entry: @unchecked Sendable {
      // Sendable: OpenSSL counts its sessions, and does not change one that is not in use.
      let name: String
      // Sound: owned by the entry until it is taken or dropped.
      let session: OpaquePointer
    }

    private let maximum: Int
    private let entries = Mutex<[Entry]>([])

    init(maximum: Int) { self.maximum = maximum }

    deinit {
      for entry in entries.withLock({ $0 }) { SSL_SESSION_free(entry.session) }
    }

    /// Keeps a session of a server, and takes over its ownership; `false` if it is of no use.
    func keep(_ session: OpaquePointer, name: String) -> Bool {
      guard maximum > 0, SSL_SESSION_is_resumable(session) == 1 else { return false }
      let entry = Entry(name: name, session: session)
      let dropped = entries.withLock { entries -> Entry? in
        entries.append(entry)
        return entries.count > maximum ? entries.removeFirst() : nil
      }
      if let dropped { SSL_SESSION_free(dropped.session) }
      return true
    }

    /// The newest session of a server, which the caller owns then. One of TLS 1.3 is used once, so
    /// that nobody can tell which connections belong together (RFC 8446 appendix C.4); of TLS 1.2
    /// there may never be another.
    func take(name: String) -> OpaquePointer? {
      let entry = entries.withLock { entries -> Entry? in
        guard let index = entries.lastIndex(where: { $0.name == name }) else { return nil }
        let entry = entries[index]
        if SSL_SESSION_get_protocol_version(entry.session) >= TLS1_3_VERSION {
          entries.remove(at: index)
        } else {
          SSL_SESSION_up_ref(entry.session)
        }
        return entry
      }
      return entry?.session
    }
  }
#endif
