// The JSON form of service configs ("Service Config in gRPC"), for any decoder. What is not known
// is passed over.

extension ServiceConfig: Codable {
  private enum CodingKeys: String, CodingKey {
    case methodConfig, loadBalancingConfig, retryThrottling
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      methodConfig: try values.decodeIfPresent([MethodConfig].self, forKey: .methodConfig) ?? [],
      loadBalancingConfig: try LoadBalancingConfig.decode(from: decoder),
      retryThrottling: try values.decodeIfPresent(RetryThrottling.self, forKey: .retryThrottling))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(methodConfig, forKey: .methodConfig)
    if !loadBalancingConfig.isEmpty {
      try values.encode(loadBalancingConfig, forKey: .loadBalancingConfig)
    }
    try values.encodeIfPresent(retryThrottling, forKey: .retryThrottling)
  }
}

extension ServiceConfig.RetryThrottling: Codable {
  private enum CodingKeys: String, CodingKey { case maxTokens, tokenRatio }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      maxTokens: values.decode(Int.self, forKey: .maxTokens),
      tokenRatio: values.decode(Double.self, forKey: .tokenRatio))
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(maxTokens, forKey: .maxTokens)
    try values.encode(tokenRatio, forKey: .tokenRatio)
  }
}

extension MethodConfig.Name: Codable {
  private enum CodingKeys: String, CodingKey { case service, method }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      service: try values.decodeIfPresent(String.self, forKey: .service) ?? "",
      method: try values.decodeIfPresent(String.self, forKey: .method) ?? "")
    guard method.isEmpty || !service.isEmpty else {
      throw RuntimeError(
        code: .invalidArgument, message: "the name of method '\(method)' has no service")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    if !service.isEmpty { try values.encode(service, forKey: .service) }
    if !method.isEmpty { try values.encode(method, forKey: .method) }
  }
}

extension MethodConfig: Codable {
  private enum CodingKeys: String, CodingKey {
    case name, waitForReady, timeout, maxRequestMessageBytes, maxResponseMessageBytes, retryPolicy,
      hedgingPolicy
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      names: try values.decodeIfPresent([Name].self, forKey: .name) ?? [],
      waitForReady: try values.decodeIfPresent(Bool.self, forKey: .waitForReady),
      timeout: try values.decodeIfPresent(DurationText.self, forKey: .timeout)?.duration,
      maxRequestMessageBytes: try values.decodeIfPresent(
        Int.self, forKey: .maxRequestMessageBytes),
      maxResponseMessageBytes: try values.decodeIfPresent(
        Int.self, forKey: .maxResponseMessageBytes),
      executionPolicy: try Self.policy(in: values))
  }

  private static func policy(
    in values: KeyedDecodingContainer<CodingKeys>
  ) throws -> RPCExecutionPolicy? {
    let retry = try values.decodeIfPresent(RetryPolicy.self, forKey: .retryPolicy)
    let hedging = try values.decodeIfPresent(HedgingPolicy.self, forKey: .hedgingPolicy)
    guard retry == nil || hedging == nil else {
      throw RuntimeError(
        code: .invalidArgument,
        message: "a methodConfig has a retryPolicy and a hedgingPolicy: leave one of them out")
    }
    return retry.map { .retry($0) } ?? hedging.map { .hedge($0) }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(names, forKey: .name)
    try values.encodeIfPresent(waitForReady, forKey: .waitForReady)
    try values.encodeIfPresent(timeout.map { DurationText($0) }, forKey: .timeout)
    try values.encodeIfPresent(maxRequestMessageBytes, forKey: .maxRequestMessageBytes)
    try values.encodeIfPresent(maxResponseMessageBytes, forKey: .maxResponseMessageBytes)
    try values.encodeIfPresent(executionPolicy?.retry, forKey: .retryPolicy)
    try values.encodeIfPresent(executionPolicy?.hedge, forKey: .hedgingPolicy)
  }
}

extension RetryPolicy: Codable {
  private enum CodingKeys: String, CodingKey {
    case maxAttempts, initialBackoff, maxBackoff, backoffMultiplier, retryableStatusCodes
  }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      unchecked: try values.decode(Int.self, forKey: .maxAttempts),
      try values.decode(DurationText.self, forKey: .initialBackoff).duration,
      try values.decode(DurationText.self, forKey: .maxBackoff).duration,
      try values.decode(Double.self, forKey: .backoffMultiplier),
      try values.decode(StatusCodeNames.self, forKey: .retryableStatusCodes).codes)
    if let problem {
      throw RuntimeError(code: .invalidArgument, message: "in a retryPolicy, \(problem)")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(maxAttempts, forKey: .maxAttempts)
    try values.encode(DurationText(initialBackoff), forKey: .initialBackoff)
    try values.encode(DurationText(maxBackoff), forKey: .maxBackoff)
    try values.encode(backoffMultiplier, forKey: .backoffMultiplier)
    try values.encode(StatusCodeNames(codes: retryableStatusCodes), forKey: .retryableStatusCodes)
  }
}

extension HedgingPolicy: Codable {
  private enum CodingKeys: String, CodingKey { case maxAttempts, hedgingDelay, nonFatalStatusCodes }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      unchecked: try values.decode(Int.self, forKey: .maxAttempts),
      try values.decodeIfPresent(DurationText.self, forKey: .hedgingDelay)?.duration ?? .zero,
      try values.decode(StatusCodeNames.self, forKey: .nonFatalStatusCodes).codes)
    // A policy of JSON needs codes (gRFC A6); one of Swift need not have any.
    let emptiness = codes.isEmpty ? "nonFatalStatusCodes must not be empty" : nil
    if let problem = problem ?? emptiness {
      throw RuntimeError(code: .invalidArgument, message: "in a hedgingPolicy, \(problem)")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(maxAttempts, forKey: .maxAttempts)
    try values.encode(DurationText(hedgingDelay), forKey: .hedgingDelay)
    try values.encode(StatusCodeNames(codes: nonFatalStatusCodes), forKey: .nonFatalStatusCodes)
  }
}
