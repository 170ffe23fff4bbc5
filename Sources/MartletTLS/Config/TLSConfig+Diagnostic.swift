extension TLSConfig {
  /// Something that went wrong and that no call can tell of.
  public struct Diagnostic: Sendable, CustomStringConvertible {
    /// What it was.
    public struct Kind: Sendable, Hashable, CustomStringConvertible {
      private enum Wrapped { case handshakeFailed, reloaded, reloadFailed, certificateExpired }
      private let wrapped: Wrapped

      /// A client could not be given a connection.
      public static let handshakeFailed = Self(wrapped: .handshakeFailed)
      /// Certificates were read again; connections to come use them.
      public static let reloaded = Self(wrapped: .reloaded)
      /// New certificates are of no use; the old ones stay.
      public static let reloadFailed = Self(wrapped: .reloadFailed)
      /// A client or server begins with a certificate whose time is over.
      public static let certificateExpired = Self(wrapped: .certificateExpired)

      public var description: String { String(describing: wrapped) }
    }

    /// What it was.
    public let kind: Kind
    /// What failed, and why.
    public let message: String

    public var description: String { "\(kind): \(message)" }

    package init(_ kind: Kind, _ message: String) {
      self.kind = kind
      self.message = message
    }
  }

  /// Hears of what goes wrong, on any thread; it must not block.
  public typealias DiagnosticHandler = @Sendable (Diagnostic) -> Void
}
