import Foundation
import Martlet
import Testing

/// What a service config says of load balancing, and how it is read.
@Suite struct LoadBalancingConfigTests {
  private typealias Config = ServiceConfig.LoadBalancingConfig

  private func decode(_ json: String) throws -> [Config] {
    try JSONDecoder().decode(ServiceConfig.self, from: Data(json.utf8)).loadBalancingConfig
  }

  @Test func `Policies are read in their order, and those that are not known passed over`() throws {
    let policies = try decode(
      """
      {"loadBalancingConfig": [
        {"weighted_round_robin": {"blackoutPeriod": "1s"}}, {"round_robin": {"later": 1}},
        {"pick_first": {"shuffleAddressList": true}}, {"pick_first": {}}
      ]}
      """)
    #expect(
      policies == [
        .roundRobin, .pickFirst(shuffleAddressList: true), .pickFirst(shuffleAddressList: false),
      ])
    #expect(policies[0].roundRobin != nil && policies[0].pickFirst == nil)
    #expect(policies[1].pickFirst?.shuffleAddressList == true && policies[1].roundRobin == nil)
  }

  @Test(arguments: ["{}", #"{"loadBalancingConfig": []}"#, #"{"loadBalancingConfig": null}"#])
  func `A config may say nothing`(_ json: String) throws {
    let policies = try decode(json)
    #expect(policies == [])
  }

  @Test(arguments: [
    (#"{"loadBalancingPolicy": "ROUND_ROBIN"}"#, Config.roundRobin),
    (#"{"loadBalancingPolicy": "pick_first"}"#, .pickFirst(shuffleAddressList: false)),
    (
      #"{"loadBalancingPolicy": "pick_first", "loadBalancingConfig": [{"round_robin": {}}]}"#,
      .roundRobin
    ),
  ])
  func `The older field counts without the newer`(
    _ json: String, _ expected: ServiceConfig.LoadBalancingConfig
  ) throws {
    let policies = try decode(json)
    #expect(policies == [expected])
  }

  @Test(arguments: [
    (
      #"{"loadBalancingConfig": [{"grpclb": {}}, {"rls": {}}]}"#,
      "none of 'grpclb', 'rls' is known"
    ),
    (#"{"loadBalancingConfig": [{}]}"#, "must have one policy"),
    (
      #"{"loadBalancingConfig": [{"round_robin": {}, "pick_first": {}}]}"#,
      "not 'pick_first', 'round_robin'"
    ),
    (#"{"loadBalancingPolicy": "grpclb"}"#, "in loadBalancingPolicy, none of 'grpclb' is known"),
  ])
  func `What names no policy that is known is refused, with what is`(
    _ json: String, _ words: String
  ) throws {
    let error = #expect(throws: RuntimeError.self) { try decode(json) }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    #"{"loadBalancingConfig": [{"pick_first": {"shuffleAddressList": "yes"}}]}"#,
    #"{"loadBalancingConfig": [{"round_robin": 1}]}"#, #"{"loadBalancingConfig": {}}"#,
    #"{"loadBalancingConfig": [1]}"#,
  ])
  func `What is of another type is refused`(_ json: String) {
    #expect(throws: DecodingError.self) { try decode(json) }
  }

  @Test func `What is written is read again`() throws {
    let config = ServiceConfig(loadBalancingConfig: [
      .roundRobin, .pickFirst(shuffleAddressList: true),
    ])
    let json = try JSONEncoder().encode(config)
    #expect(try JSONDecoder().decode(ServiceConfig.self, from: json) == config)
    let nothing = try JSONEncoder().encode(ServiceConfig())
    #expect(!String(decoding: nothing, as: UTF8.self).contains("loadBalancing"))
  }
}
