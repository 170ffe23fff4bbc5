/// How messages are made smaller on their way (gRPC over HTTP/2, "Message-Encoding").
public struct CompressionAlgorithm: Hashable, Sendable {
  package enum Value: UInt8, CaseIterable, Sendable {
    case none, deflate, gzip
  }

  package let value: Value

  package init(_ value: Value) { self.value = value }

  /// No compression, which gRPC calls `identity`.
  public static var none: CompressionAlgorithm { CompressionAlgorithm(.none) }

  /// The zlib format (RFC 1950), which HTTP calls `deflate`.
  public static var deflate: CompressionAlgorithm { CompressionAlgorithm(.deflate) }

  /// The gzip format (RFC 1952).
  public static var gzip: CompressionAlgorithm { CompressionAlgorithm(.gzip) }
}

/// Which algorithms may be used.
public struct CompressionAlgorithmSet: OptionSet, Hashable, Sendable {
  public var rawValue: UInt32

  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The set of one algorithm.
  package init(_ algorithm: CompressionAlgorithm) {
    rawValue = 1 << algorithm.value.rawValue
  }

  /// No compression.
  public static var none: CompressionAlgorithmSet { CompressionAlgorithmSet(.none) }

  /// The zlib format.
  public static var deflate: CompressionAlgorithmSet { CompressionAlgorithmSet(.deflate) }

  /// The gzip format.
  public static var gzip: CompressionAlgorithmSet { CompressionAlgorithmSet(.gzip) }

  /// Every algorithm there is.
  public static var all: CompressionAlgorithmSet { [.gzip, .deflate, .none] }

  /// Whether the algorithm is in the set.
  public func contains(_ algorithm: CompressionAlgorithm) -> Bool {
    contains(CompressionAlgorithmSet(algorithm))
  }

  /// The algorithms of the set, one by one.
  public var elements: Elements { Elements(set: self) }

  /// The algorithms of a set.
  public struct Elements: Sequence, Sendable {
    let set: CompressionAlgorithmSet

    /// Goes through the algorithms.
    public func makeIterator() -> Iterator { Iterator(set: set) }

    /// Goes through the algorithms of a set.
    public struct Iterator: IteratorProtocol, Sendable {
      let set: CompressionAlgorithmSet
      private var rest = CompressionAlgorithm.Value.allCases[...]

      init(set: CompressionAlgorithmSet) { self.set = set }

      /// The next algorithm; `nil` after the last.
      public mutating func next() -> CompressionAlgorithm? {
        while let value = rest.popFirst() {
          let algorithm = CompressionAlgorithm(value)
          if set.contains(algorithm) { return algorithm }
        }
        return nil
      }
    }
  }
}
