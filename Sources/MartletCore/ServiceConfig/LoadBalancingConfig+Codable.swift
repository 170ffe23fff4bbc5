// In JSON, a list of objects with one field each, named after the policy. Whoever reads it takes
// the first that is known, so that newer policies can be named before those that all know.

extension ServiceConfig.LoadBalancingConfig: Codable {
  private enum CodingKeys: String, CodingKey {
    case pickFirst = "pick_first"
    case roundRobin = "round_robin"
  }

  public init(from decoder: any Decoder) throws {
    let entry = try Entry(from: decoder)
    guard let config = entry.config else {
      throw RuntimeError(
        code: .invalidArgument, message: "the load balancing policy '\(entry.name)' is not known")
    }
    self = config
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch policy {
    case .pickFirst(let config): try values.encode(config, forKey: .pickFirst)
    case .roundRobin(let config): try values.encode(config, forKey: .roundRobin)
    }
  }

  /// One policy of a list, which may be one that is not known.
  fileprivate struct Entry: Decodable {
    let name: String
    let config: ServiceConfig.LoadBalancingConfig?

    init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: PolicyName.self).allKeys
      guard keys.count == 1, let key = keys.first else {
        let names = keys.map { "'\($0.stringValue)'" }.sorted().joined(separator: ", ")
        throw RuntimeError(
          code: .invalidArgument,
          message: """
            an entry of loadBalancingConfig must have one policy, such as {"round_robin": {}}, \
            not \(keys.isEmpty ? "none" : names)
            """)
      }
      name = key.stringValue
      let values = try decoder.container(keyedBy: CodingKeys.self)
      switch CodingKeys(rawValue: name) {
      case .pickFirst: config = .pickFirst(try values.decode(PickFirst.self, forKey: .pickFirst))
      case .roundRobin:
        config = .roundRobin(try values.decode(RoundRobin.self, forKey: .roundRobin))
      case nil: config = nil
      }
    }
  }

  /// Reads what a service config says of load balancing: those of its policies that are known.
  ///
  /// - Throws: ``RuntimeError`` with `invalidArgument` if there are some, and none is known.
  static func decode(from decoder: any Decoder) throws -> [Self] {
    let list = try List(from: decoder)
    // The older way to say it, which counts only without the other.
    let older = list.loadBalancingPolicy.map { [$0.lowercased()] } ?? []
    if list.loadBalancingConfig.isEmpty {
      return try known(
        older.map { name in
          (name, name == "round_robin" ? roundRobin : name == "pick_first" ? pickFirst : nil)
        }, in: "loadBalancingPolicy")
    }
    return try known(
      list.loadBalancingConfig.map { ($0.name, $0.config) }, in: "loadBalancingConfig")
  }

  private static var pickFirst: Self { .pickFirst(PickFirst()) }

  private static func known(
    _ entries: [(name: String, config: ServiceConfig.LoadBalancingConfig?)], in field: String
  ) throws -> [Self] {
    let known = entries.compactMap(\.config)
    guard known.isEmpty, !entries.isEmpty else { return known }
    let names = entries.map { "'\($0.name)'" }.joined(separator: ", ")
    throw RuntimeError(
      code: .invalidArgument,
      message: "in \(field), none of \(names) is known; round_robin and pick_first are")
  }

  /// The fields of a service config that are about load balancing.
  private struct List: Decodable {
    let loadBalancingConfig: [Entry]
    let loadBalancingPolicy: String?

    private enum CodingKeys: String, CodingKey { case loadBalancingConfig, loadBalancingPolicy }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      loadBalancingConfig =
        try values.decodeIfPresent([Entry].self, forKey: .loadBalancingConfig) ?? []
      loadBalancingPolicy = try values.decodeIfPresent(String.self, forKey: .loadBalancingPolicy)
    }
  }
}

/// The name of any policy.
private struct PolicyName: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
}

extension ServiceConfig.LoadBalancingConfig.PickFirst: Codable {
  private enum CodingKeys: String, CodingKey { case shuffleAddressList }

  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      shuffleAddressList: try values.decodeIfPresent(Bool.self, forKey: .shuffleAddressList)
        ?? false)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(shuffleAddressList, forKey: .shuffleAddressList)
  }
}

extension ServiceConfig.LoadBalancingConfig.RoundRobin: Codable {
  private enum CodingKeys: CodingKey {}

  public init(from decoder: any Decoder) throws {
    // It has no fields; that it is an object can be asked for all the same.
    _ = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
  }

  public func encode(to encoder: any Encoder) throws {
    _ = encoder.container(keyedBy: CodingKeys.self)
  }
}
