/// How calls of some methods are made ("Service Config in gRPC", `MethodConfig`).
public struct MethodConfig: Sendable, Hashable {
  /// Names a method, all methods of a service, or all methods.
  public struct Name: Sendable, Hashable {
    /// The full name of the service; empty for every service.
    public var service: String
    /// The name of the method; empty for every method. Is of no account without a service.
    public var method: String

    /// Creates a name.
    public init(service: String, method: String = "") {
      self.service = service
      self.method = method
    }
  }

  /// What the rest is for. The name that says most about a method wins.
  public var names: [Name]

  /// Whether calls wait for a connection, unless they say so themselves.
  public var waitForReady: Bool?

  /// The time that calls have; a shorter one of their own counts.
  public var timeout: Duration?

  /// The most bytes in one message of a request; a lower limit of the call's own counts.
  public var maxRequestMessageBytes: Int?

  /// The most bytes in one message of a response; a lower limit of the call's own counts.
  public var maxResponseMessageBytes: Int?

  /// Whether calls are made again if they fail, or hedged, unless they say so themselves.
  public var executionPolicy: RPCExecutionPolicy?

  /// Creates a configuration.
  public init(
    names: [Name], waitForReady: Bool? = nil, timeout: Duration? = nil,
    maxRequestMessageBytes: Int? = nil, maxResponseMessageBytes: Int? = nil,
    executionPolicy: RPCExecutionPolicy? = nil
  ) {
    self.names = names
    self.waitForReady = waitForReady
    self.timeout = timeout
    self.maxRequestMessageBytes = maxRequestMessageBytes
    self.maxResponseMessageBytes = maxResponseMessageBytes
    self.executionPolicy = executionPolicy
  }

  /// The options of a call that is made as this configuration has it.
  func applied(to options: CallOptions) -> CallOptions {
    func lower<Value: Comparable>(_ one: Value?, _ other: Value?) -> Value? {
      [one, other].compactMap(\.self).min()
    }
    var options = options
    options.waitForReady = options.waitForReady ?? waitForReady
    options.timeout = lower(options.timeout, timeout)
    options.maxRequestMessageBytes = lower(options.maxRequestMessageBytes, maxRequestMessageBytes)
    options.maxResponseMessageBytes = lower(
      options.maxResponseMessageBytes, maxResponseMessageBytes)
    options.executionPolicy = options.executionPolicy ?? executionPolicy
    return options
  }
}
