#if TLS
  internal import MartletCore
  package import MartletEventLoop
  internal import Synchronization

  /// The certificates of a client or a server, and what makes connections with them.
  package final class TLSEndpoint: SecureEndpoint {
    private struct State {
      var context: TLSContext?
      /// The files' stamps when they were last tried, whatever came of it.
      var stamps: [SmallFile.Stamp?] = []
      var nextLook: LoopInstant?
    }

    private let settings: TLSSettings
    private let isServer: Bool
    private let files: [String]
    private let state = Mutex(State())

    package init(_ settings: TLSSettings, isServer: Bool) {
      self.settings = settings
      self.isServer = isServer
      files = settings.files
    }

    package func makeStream(
      name: String?, on loop: EventLoop
    ) throws(TLSFailure) -> any SecureStream {
      if !isServer { lookIfDue(loop.now) }
      return try TLSStream(context: try current(), name: name, loop: loop)
    }

    /// The context for new connections, made at its first use.
    private func current() throws(TLSFailure) -> TLSContext {
      if let context = state.withLock({ $0.context }) { return context }
      try reload()
      guard let context = state.withLock({ $0.context }) else {
        throw TLSFailure("there are no certificates")
      }
      return context
    }

    // MARK: Reloading

    package func reload() throws(TLSFailure) {
      // Before they are read: a file that changes meanwhile is read again at the next look.
      let stamps = files.map { SmallFile.Stamp($0) }
      let result = Result { () throws(TLSFailure) in try makeContext() }
      state.withLock { state in
        state.stamps = stamps
        if case .success(let context) = result { state.context = context }
      }
      _ = try result.get()
    }

    private func makeContext() throws(TLSFailure) -> TLSContext {
      let context = try TLSContext(settings, isServer: isServer)
      if let expired = context.expiredCertificate {
        // At the start there is nothing better, and somebody may not mind.
        if state.withLock({ $0.context != nil }) { throw TLSFailure(expired) }
        settings.onDiagnostic?(.init(.certificateExpired, expired))
      }
      return context
    }

    package func reloadIfChanged() {
      guard !files.isEmpty else { return }
      let stamps = files.map { SmallFile.Stamp($0) }
      let isChanged = state.withLock { $0.context != nil && $0.stamps != stamps }
      guard isChanged else { return }
      do {
        try reload()
        settings.onDiagnostic?(.init(.reloaded, "\(list) were read again"))
      } catch {
        settings.onDiagnostic?(
          .init(.reloadFailed, "new certificates are of no use, the old ones stay: \(error)"))
      }
    }

    private var list: String { files.map { "'\($0)'" }.joined(separator: ", ") }

    /// Looks at the files if it is time to: clients have no timer, and need none.
    private func lookIfDue(_ now: LoopInstant) {
      guard let interval = settings.reloading.interval else { return }
      let isDue = state.withLock { state in
        let isDue = state.nextLook.map { $0 <= now } ?? false
        if isDue || state.nextLook == nil {
          state.nextLook = now.advanced(by: interval.wholeNanoseconds)
        }
        return isDue
      }
      if isDue { reloadIfChanged() }
    }

    package func report(handshakeFailure: String) {
      settings.onDiagnostic?(.init(.handshakeFailed, handshakeFailure))
    }
  }
#endif
