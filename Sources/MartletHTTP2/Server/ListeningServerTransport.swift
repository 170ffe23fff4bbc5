public import MartletCore
public import MartletEventLoop

/// A server's transport that listens on an address.
public protocol ListeningServerTransport: ServerTransport {
  /// The address, with the port that the system chose; waits until it is bound.
  ///
  /// - Throws: ``RuntimeError`` if listening failed.
  var listeningAddress: SocketAddress { get async throws }
}

extension HTTP2ServerTransport: ListeningServerTransport {}

extension GRPCServer where Transport: ListeningServerTransport {
  /// The address that the server listens on, with the port that the system chose; waits until it
  /// is bound. An optional as in grpc-swift, though never `nil` here: ``transport`` has it as it
  /// is.
  ///
  /// - Throws: ``RuntimeError`` if listening failed.
  public var listeningAddress: SocketAddress? {
    get async throws { try await transport.listeningAddress }
  }
}
