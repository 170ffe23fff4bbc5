public import MartletCore

extension HTTP2ServerTransport.Config {
  /// How a server compresses.
  public struct Compression: Sendable, Hashable {
    /// The algorithms that messages may be compressed with, of requests and of responses: what a
    /// client accepts of these is used to answer it, and a request that is compressed with another
    /// is refused with `unimplemented` and the list of these. `none` is always among them.
    public var enabledAlgorithms: CompressionAlgorithmSet

    /// Creates a configuration.
    public init(enabledAlgorithms: CompressionAlgorithmSet) {
      self.enabledAlgorithms = enabledAlgorithms
    }

    /// No compression.
    public static var defaults: Compression { Compression(enabledAlgorithms: .none) }
  }
}

extension HTTP2ClientTransport.Config {
  /// How a client compresses.
  public struct Compression: Sendable, Hashable {
    /// What messages of requests are compressed with, unless a call's options say otherwise.
    public var algorithm: CompressionAlgorithm
    /// The algorithms that responses may be compressed with, and that a call's options may ask for.
    /// `none` is always among them.
    public var enabledAlgorithms: CompressionAlgorithmSet

    /// Creates a configuration.
    public init(algorithm: CompressionAlgorithm, enabledAlgorithms: CompressionAlgorithmSet) {
      self.algorithm = algorithm
      self.enabledAlgorithms = enabledAlgorithms
    }

    /// No compression.
    public static var defaults: Compression {
      Compression(algorithm: .none, enabledAlgorithms: .none)
    }

    /// What the messages of a call are compressed with that asks for `wanted`, or leaves it open;
    /// `nil` for nothing.
    func format(for wanted: CompressionAlgorithm?) -> ZlibFormat? {
      guard let wanted else { return ZlibFormat.of(algorithm) }
      return wanted == algorithm || enabledAlgorithms.contains(wanted)
        ? ZlibFormat.of(wanted) : nil
    }
  }
}
