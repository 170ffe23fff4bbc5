import Synchronization

/// How services fare, and who wants to hear of changes.
final class HealthState: Sendable {
  typealias Status = Grpc_Health_V1_HealthCheckResponse.ServingStatus
  typealias Statuses = AsyncStream<Status>

  private struct State {
    var statuses: [String: ServingStatus] = ["": .serving]
    var watches: [String: [Int: Statuses.Continuation]] = [:]
    var nextWatch = 0
    var isShutDown = false
  }

  private let state = Mutex(State())

  /// How each service fares.
  var statuses: [String: ServingStatus] { state.withLock { $0.statuses } }

  /// How a service fares; `nil` if it is not known.
  func status(of service: String) -> ServingStatus? { state.withLock { $0.statuses[service] } }

  /// Sets how a service fares, and tells who watches it.
  func update(_ status: ServingStatus, for service: String) {
    state.withLock { state in
      if state.isShutDown { return }
      state.statuses[service] = status
      for watch in (state.watches[service] ?? [:]).values { watch.yield(status.value) }
    }
  }

  /// Nothing serves any more, and watches end.
  func shutDown() {
    let watches = state.withLock { state in
      if state.isShutDown { return [] as [Statuses.Continuation] }
      state.isShutDown = true
      state.statuses = state.statuses.mapValues { _ in .notServing }
      var watches: [Statuses.Continuation] = []
      for (service, group) in state.watches {
        for watch in group.values {
          if state.statuses[service] != nil { watch.yield(ServingStatus.notServing.value) }
          watches.append(watch)
        }
      }
      state.watches = [:]
      return watches
    }
    for watch in watches { watch.finish() }
  }

  /// Watches a service: its status now, then the latest whenever it has changed.
  ///
  /// A reader that is too slow misses what has been overtaken.
  func watch(_ service: String) -> (id: Int, statuses: Statuses) {
    let (stream, watch) = Statuses.makeStream(bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state in
      watch.yield(state.statuses[service]?.value ?? .serviceUnknown)
      state.nextWatch += 1
      if state.isShutDown {
        watch.finish()
      } else {
        state.watches[service, default: [:]][state.nextWatch] = watch
      }
      return state.nextWatch
    }
    return (id, stream)
  }

  /// Forgets a watch.
  func endWatch(_ id: Int, of service: String) {
    state.withLock { state in
      state.watches[service]?[id] = nil
      if state.watches[service]?.isEmpty == true { state.watches[service] = nil }
    }
  }
}
