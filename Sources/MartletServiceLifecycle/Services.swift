public import MartletCore
public import ServiceLifecycle

// Servers and clients as members of a ServiceGroup.

extension GRPCServer: Service {
  /// Serves until the group shuts down gracefully, and then until the last call has ended.
  ///
  /// - Throws: ``RuntimeError`` if the server has been served before, or if its transport fails.
  public func run() async throws {
    try await withGracefulShutdownHandler {
      try await serve()
    } onGracefulShutdown: {
      self.beginGracefulShutdown()
    }
  }
}

extension GRPCClient: Service {
  /// Runs the client until the group shuts down gracefully, and then until the last call has ended.
  ///
  /// - Throws: ``RuntimeError`` if it is run twice, or if the transport fails.
  public func run() async throws {
    try await withGracefulShutdownHandler {
      try await runConnections()
    } onGracefulShutdown: {
      self.beginGracefulShutdown()
    }
  }
}
