import BenchMessages
import Foundation
import Martlet
import Testing

/// What a service config says of methods, and how it is read.
@Suite(.timeLimit(.minutes(1)))
struct ServiceConfigTests {
  /// Calls a method that takes for ever, with a config; the code that the call ends with.
  private func code(_ config: [MethodConfig], options: CallOptions = .defaults) async throws
    -> RPCError.Code?
  {
    var service = TestService()
    service.onUnary = { request, _ in
      if request.message.n == 0 { try await Task.sleep(for: .seconds(3600)) }
      return ServerResponse(message: .with { $0.text = request.message.text })
    }
    let slow = service
    return try await Carrier.tcp.run(slow, serviceConfig: ServiceConfig(methodConfig: config)) {
      echo in
      do {
        let request = Bench_EchoRequest.with {
          $0.n = options.timeout == nil && config.allSatisfy { $0.timeout == nil } ? 1 : 0
          $0.text = String(repeating: "x", count: 100)
        }
        _ = try await echo.unary(request, options: options)
        return nil
      } catch let error as RPCError {
        return error.code
      }
    }
  }

  @Test(arguments: [
    MethodConfig.Name(service: ""), .init(service: "bench.Echo"),
    .init(service: "bench.Echo", method: "Unary"),
  ])
  func `A call has the time that the config gives its method`(
    _ name: MethodConfig.Name
  ) async throws {
    let config = [
      MethodConfig(names: [name], timeout: .milliseconds(50)),
      MethodConfig(names: [.init(service: "bench.Other")], timeout: .milliseconds(1)),
      MethodConfig(names: [.init(service: "bench.Echo", method: "Bidi")], timeout: .zero),
    ]
    #expect(try await code(config) == .deadlineExceeded)
  }

  @Test func `The name that says most about a method wins`() async throws {
    let config = [
      MethodConfig(names: [.init(service: "")], maxRequestMessageBytes: 1),
      MethodConfig(names: [.init(service: "bench.Echo")], maxRequestMessageBytes: 2),
      MethodConfig(names: [.init(service: "bench.Echo", method: "Unary")]),
    ]
    #expect(try await code(config) == nil)
    #expect(try await code(config.dropLast()) == .resourceExhausted)
  }

  @Test func `The lower of two limits counts`() async throws {
    let config = [MethodConfig(names: [.init(service: "")], maxResponseMessageBytes: 50)]
    var options = CallOptions.defaults
    options.maxResponseMessageBytes = 1000
    #expect(try await code(config, options: options) == .resourceExhausted)
    options.maxResponseMessageBytes = 10
    let generous = [MethodConfig(names: [.init(service: "")], maxResponseMessageBytes: 1000)]
    #expect(try await code(generous, options: options) == .resourceExhausted)
    options.maxResponseMessageBytes = nil
    #expect(try await code(generous, options: options) == nil)
  }

  private let json = """
    {
      "loadBalancingConfig": [{"round_robin": {}}],
      "methodConfig": [
        {
          "name": [{"service": "shop.Orders", "method": "Place"}, {"service": "shop.Stock"}, {}],
          "waitForReady": true, "timeout": "1.000000001s",
          "maxRequestMessageBytes": 10, "maxResponseMessageBytes": 20,
          "retryPolicy": {
            "maxAttempts": 9, "initialBackoff": "0.1s", "maxBackoff": "3s",
            "backoffMultiplier": 1.5, "retryableStatusCodes": ["UNAVAILABLE", 10]
          }
        }
      ],
      "retryThrottling": {"maxTokens": 10, "tokenRatio": 0.1}
    }
    """

  @Test func `A config is read from the JSON that others read`() throws {
    let config = try JSONDecoder().decode(ServiceConfig.self, from: Data(json.utf8))
    let policy = RetryPolicy(
      maxAttempts: 5, initialBackoff: .milliseconds(100), maxBackoff: .seconds(3),
      backoffMultiplier: 1.5, retryableStatusCodes: [.unavailable, .aborted])
    let expected = ServiceConfig(
      methodConfig: [
        MethodConfig(
          names: [
            .init(service: "shop.Orders", method: "Place"), .init(service: "shop.Stock"),
            .init(service: ""),
          ],
          waitForReady: true, timeout: .seconds(1) + .nanoseconds(1), maxRequestMessageBytes: 10,
          maxResponseMessageBytes: 20, executionPolicy: .retry(policy))
      ],
      loadBalancingConfig: [.roundRobin],
      retryThrottling: try .init(maxTokens: 10, tokenRatio: 0.1))
    #expect(config == expected)
    let again = try JSONDecoder().decode(
      ServiceConfig.self, from: JSONEncoder().encode(config))
    #expect(again == config)
  }

  @Test func `A hedging policy is read from the JSON that others read`() throws {
    let json = """
      {
        "methodConfig": [
          {
            "name": [{"service": "shop.Stock"}],
            "hedgingPolicy": {
              "maxAttempts": 9, "hedgingDelay": ".5s",
              "nonFatalStatusCodes": ["UNAVAILABLE", "INTERNAL", 10]
            }
          },
          {
            "name": [{"service": "shop.Orders"}],
            "hedgingPolicy": {"maxAttempts": 2, "nonFatalStatusCodes": ["UNAVAILABLE"]}
          }
        ]
      }
      """
    let config = try JSONDecoder().decode(ServiceConfig.self, from: Data(json.utf8))
    let slow = HedgingPolicy(
      maxAttempts: 5, hedgingDelay: .milliseconds(500),
      nonFatalStatusCodes: [.unavailable, .internalError, .aborted])
    let atOnce = HedgingPolicy(
      maxAttempts: 2, hedgingDelay: .zero, nonFatalStatusCodes: [.unavailable])
    let expected = ServiceConfig(methodConfig: [
      MethodConfig(names: [.init(service: "shop.Stock")], executionPolicy: .hedge(slow)),
      MethodConfig(names: [.init(service: "shop.Orders")], executionPolicy: .hedge(atOnce)),
    ])
    #expect(config == expected)
    #expect(config.methodConfig[0].executionPolicy?.hedge == slow)
    #expect(config.methodConfig[0].executionPolicy?.retry == nil)
    let again = try JSONDecoder().decode(
      ServiceConfig.self, from: JSONEncoder().encode(config))
    #expect(again == config)
  }

  @Test func `A method is hedged or made again, not both`() throws {
    let retry = #""retryPolicy": \#(Self.retryPolicy())"#
    let hedging = #""hedgingPolicy": \#(Self.hedgingPolicy())"#
    let error = #expect(throws: RuntimeError.self) {
      let json = #"{"methodConfig": [{\#(retry), \#(hedging)}]}"#
      return try JSONDecoder().decode(ServiceConfig.self, from: Data(json.utf8))
    }
    #expect(error?.code == .invalidArgument)
    #expect(error?.message.contains("retryPolicy and a hedgingPolicy") == true)
  }

  @Test func `The values of a policy can be changed`() {
    var policy = HedgingPolicy(
      maxAttempts: 2, hedgingDelay: .seconds(1), nonFatalStatusCodes: [])
    policy.maxAttempts = 8
    policy.hedgingDelay = .zero
    policy.nonFatalStatusCodes = [.unavailable]
    #expect(policy.maxAttempts == HedgingPolicy.maximumAttempts)
    #expect(policy.hedgingDelay == .zero)
    #expect(policy.nonFatalStatusCodes == [.unavailable])
  }

  @Test(arguments: [
    #"{"methodConfig": [{"name": [{"method": "a"}]}]}"#,
    #"{"methodConfig": [{"timeout": "1"}]}"#, #"{"methodConfig": [{"timeout": "-1s"}]}"#,
    #"{"methodConfig": [{"timeout": "1.0000000001s"}]}"#,
    #"{"methodConfig": [{"timeout": "s"}]}"#, #"{"methodConfig": [{"timeout": ".s"}]}"#,
    #"{"retryThrottling": {"maxTokens": 0, "tokenRatio": 1}}"#,
    #"{"retryThrottling": {"maxTokens": 1, "tokenRatio": 0}}"#,
    retry("maxAttempts", "1"), retry("initialBackoff", #""0s""#), retry("maxBackoff", #""0s""#),
    retry("backoffMultiplier", "0"), retry("retryableStatusCodes", "[]"),
    retry("retryableStatusCodes", #"["BUSY"]"#), retry("retryableStatusCodes", "[17]"),
    hedging("maxAttempts", "1"), hedging("hedgingDelay", #""-1s""#),
    hedging("nonFatalStatusCodes", "[]"), hedging("nonFatalStatusCodes", #"["BUSY"]"#),
  ])
  func `A config that makes no sense is refused`(_ json: String) {
    let error = #expect(throws: RuntimeError.self) {
      try JSONDecoder().decode(ServiceConfig.self, from: Data(json.utf8))
    }
    #expect(error?.code == .invalidArgument)
  }

  /// A config of a retry policy in which one value is another.
  private static func retry(_ key: String, _ value: String) -> String {
    #"{"methodConfig": [{"retryPolicy": \#(retryPolicy([key: value]))}]}"#
  }

  /// A config of a hedging policy in which one value is another.
  private static func hedging(_ key: String, _ value: String) -> String {
    #"{"methodConfig": [{"hedgingPolicy": \#(hedgingPolicy([key: value]))}]}"#
  }

  private static func retryPolicy(_ changes: [String: String] = [:]) -> String {
    object(
      [
        "maxAttempts": "2", "initialBackoff": #""1s""#, "maxBackoff": #""1s""#,
        "backoffMultiplier": "1", "retryableStatusCodes": "[14]",
      ], changes)
  }

  private static func hedgingPolicy(_ changes: [String: String] = [:]) -> String {
    object(
      ["maxAttempts": "2", "hedgingDelay": #""1s""#, "nonFatalStatusCodes": "[14]"], changes)
  }

  private static func object(_ values: [String: String], _ changes: [String: String]) -> String {
    let fields = values.merging(changes) { $1 }.map { #""\#($0)": \#($1)"# }
    return "{\(fields.joined(separator: ", "))}"
  }
}
