import Martlet
import MartletEventLoop
import Synchronization

/// Knows the addresses of a name, in place of the system's resolver.
final class Directory: Sendable {
  private typealias Outcome = Result<[SocketAddress], ResolverError>

  private struct State {
    var outcome: Outcome
    var count = 0
    var isHeld = false
    var held: [@Sendable (Outcome) -> Void] = []
  }

  private let state: Mutex<State>

  init(_ addresses: [SocketAddress]) { state = Mutex(State(outcome: .success(addresses))) }

  /// A name that leads to the addresses.
  var target: ConnectionTarget {
    .dns(host: "servers.test", port: 1) { _, _, loop, completion in
      let now = self.state.withLock { state -> Outcome? in
        state.count += 1
        if !state.isHeld { return state.outcome }
        state.held.append { outcome in loop.execute { completion(outcome) } }
        return nil
      }
      if let now { loop.execute { completion(now) } }
    }
  }

  /// How often it has been asked.
  var count: Int { state.withLock { $0.count } }

  /// Knows other addresses from now on.
  func set(_ addresses: [SocketAddress]) {
    state.withLock { $0.outcome = .success(addresses) }
  }

  /// Fails from now on.
  func fail(_ reason: String) {
    state.withLock { $0.outcome = .failure(ResolverError(host: "servers.test", reason: reason)) }
  }

  /// Answers nobody any more until ``release()``.
  func hold() { state.withLock { $0.isHeld = true } }

  /// Answers those who wait, and all who ask from now on.
  func release() {
    let (held, outcome) = state.withLock { state in
      defer { state.held = [] }
      state.isHeld = false
      return (state.held, state.outcome)
    }
    for answer in held { answer(outcome) }
  }
}
