/// How a client makes its calls ("Service Config in gRPC").
///
/// ```swift
/// let retries = RetryPolicy(
///   maxAttempts: 3, initialBackoff: .milliseconds(100), maxBackoff: .seconds(1),
///   backoffMultiplier: 2, retryableStatusCodes: [.unavailable])
/// let config = ServiceConfig(methodConfig: [
///   MethodConfig(
///     names: [.init(service: "shop.Orders")], timeout: .seconds(5),
///     executionPolicy: .retry(retries))
/// ])
/// ```
///
/// It can be decoded from the JSON that other implementations of gRPC read.
public struct ServiceConfig: Sendable, Hashable {
  /// How calls of single methods are made.
  public var methodConfig: [MethodConfig]

  /// How calls are shared out among the addresses of a target: by the first of these; by
  /// `pick_first` if there are none. Transports that have but one way to go take no account of it.
  public var loadBalancingConfig: [LoadBalancingConfig]

  /// When calls are not made again or hedged any more because too many fail; `nil` for never.
  public var retryThrottling: RetryThrottling?

  /// Creates a configuration.
  public init(
    methodConfig: [MethodConfig] = [], loadBalancingConfig: [LoadBalancingConfig] = [],
    retryThrottling: RetryThrottling? = nil
  ) {
    self.methodConfig = methodConfig
    self.loadBalancingConfig = loadBalancingConfig
    self.retryThrottling = retryThrottling
  }

  /// A bucket of tokens: an attempt that fails takes one out, a call that succeeds puts a part of
  /// one in, and calls are made again or hedged only while it is more than half full (gRFC A6).
  ///
  /// It is the client's: all its methods with a policy share it.
  public struct RetryThrottling: Sendable, Hashable {
    /// The tokens in a full bucket.
    public var maxTokens: Int
    /// What a call that succeeds puts in; three decimals count.
    public var tokenRatio: Double

    /// Creates a throttle.
    ///
    /// - Throws: ``RuntimeError`` with `invalidArgument` unless both are more than 0.
    public init(maxTokens: Int, tokenRatio: Double) throws {
      guard maxTokens > 0, tokenRatio > 0 else {
        throw RuntimeError(
          code: .invalidArgument,
          message:
            "maxTokens (\(maxTokens)) and tokenRatio (\(tokenRatio)) must be more than 0")
      }
      self.maxTokens = maxTokens
      self.tokenRatio = tokenRatio
    }
  }
}

/// Finds the configuration of a method.
struct MethodConfigs: Sendable {
  private var configs: [MethodConfig.Name: MethodConfig] = [:]

  /// Takes the methods' configurations; of several for one name, the first counts.
  init(_ config: ServiceConfig) {
    for method in config.methodConfig {
      for name in method.names where configs[name] == nil {
        // Without a service, a method's name is of no account.
        configs[name.service.isEmpty ? .init(service: "") : name] = method
      }
    }
  }

  subscript(descriptor: MethodDescriptor) -> MethodConfig? {
    let service = descriptor.service.fullyQualifiedService
    return configs[.init(service: service, method: descriptor.method)]
      ?? configs[.init(service: service)] ?? configs[.init(service: "")]
  }
}
