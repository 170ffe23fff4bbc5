/// `service … { … }`
public struct ServiceNode: Sendable {
  /// One method.
  public struct Method: Sendable {
    /// The name.
    public let name: Name
    /// The type of requests.
    public let input: Name
    /// The type of responses.
    public let output: Name
    /// Whether the client sends a stream.
    public let streamsInput: Bool
    /// Whether the server sends a stream.
    public let streamsOutput: Bool
    /// Whether braces stand behind it: then it has options, if only empty ones.
    public var hasBlock = false
    /// The method's options.
    public var options: [OptionNode] = []
  }

  /// The name.
  public let name: Name
  /// The methods, in order.
  public var methods: [Method] = []
  /// The service's options.
  public var options: [OptionNode] = []
}
