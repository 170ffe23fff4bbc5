/// How connections are secured.
public struct TransportSecurity: Sendable {
  private enum Kind: Sendable { case plaintext }
  private let kind: Kind

  /// Not at all: for loopback, for Unix sockets, and behind a proxy that does it.
  public static let plaintext = TransportSecurity(kind: .plaintext)
}
