import BenchMessages
import Martlet
import Testing

@Suite(.timeLimit(.minutes(1)))
struct HealthTests {
  @Test(arguments: Carrier.allCases)
  func `A service fares as its provider says`(carrier: Carrier) async throws {
    let health = HealthService()
    try await carrier.serve([health]) { client in
      let stub = Grpc_Health_V1_Health.Client(wrapping: client)
      let all = try await stub.check(.init())
      #expect(all.status == .serving)
      let unknown = await #expect(throws: RPCError.self) {
        _ = try await stub.check(.with { $0.service = "bench.Echo" })
      }
      #expect(unknown?.code == .notFound)
      health.provider.updateStatus(.notServing, forService: Bench_Echo.descriptor)
      let echo = try await stub.check(.with { $0.service = "bench.Echo" })
      #expect(echo.status == .notServing)
      let list = try await stub.list(.init())
      #expect(list.statuses.mapValues(\.status) == ["": .serving, "bench.Echo": .notServing])
    }
  }

  @Test(arguments: Carrier.allCases)
  func `A watch tells each change, and only changes`(carrier: Carrier) async throws {
    let health = HealthService()
    try await carrier.serve([health]) { client in
      let stub = Grpc_Health_V1_Health.Client(wrapping: client)
      try await stub.watch(.with { $0.service = "bench.Echo" }) { response in
        var statuses = response.messages.makeAsyncIterator()
        var status = try await statuses.next()?.status
        #expect(status == .serviceUnknown)
        health.provider.updateStatus(.serving, forService: "other")
        health.provider.updateStatus(.serving, forService: "bench.Echo")
        status = try await statuses.next()?.status
        #expect(status == .serving)
        health.provider.updateStatus(.serving, forService: "bench.Echo")
        health.provider.updateStatus(.notServing, forService: "bench.Echo")
        status = try await statuses.next()?.status
        #expect(status == .notServing)
      }
    }
  }

  @Test(arguments: Carrier.allCases)
  func `Too many services are not listed`(carrier: Carrier) async throws {
    let health = HealthService()
    for number in 0..<HealthService.maximumListedServices {
      health.provider.updateStatus(.serving, forService: "service.\(number)")
    }
    try await carrier.serve([health]) { client in
      let error = await #expect(throws: RPCError.self) {
        _ = try await Grpc_Health_V1_Health.Client(wrapping: client).list(.init())
      }
      #expect(error?.code == .resourceExhausted)
    }
  }
}
