internal import MartletCore
internal import MartletEventLoop

/// How calls are shared out among addresses.
enum BalancingPolicy: Sendable {
  case pickFirst(isShuffled: Bool)
  case roundRobin

  /// Takes the first policy of a service config.
  init(_ config: ServiceConfig) {
    guard let first = config.loadBalancingConfig.first else {
      self = .pickFirst(isShuffled: false)
      return
    }
    self =
      first.roundRobin == nil
      ? .pickFirst(isShuffled: first.pickFirst?.shuffleAddressList ?? false) : .roundRobin
  }

  /// Whether connections are made before a call needs them.
  var isEager: Bool { if case .roundRobin = self { true } else { false } }
}

// Where the policies differ: by which addresses a subchannel is for, and by what to do with several
// connections. To pick the first is to have one subchannel, which tries all addresses.
extension Channel {
  /// The most addresses that calls go around.
  private static let maximumSubchannels = 1000

  /// Takes the addresses that there are now.
  ///
  /// - Returns: Subchannels that have no address any more, and only carry the last of their calls.
  func use(_ addresses: [SocketAddress]) -> [Subchannel] {
    switch policy {
    case .pickFirst(let isShuffled):
      if let subchannel = subchannels.first {
        // The order is kept as long as the addresses are the same.
        if Set(addresses) == Set(subchannel.addresses) { return [] }
        subchannel.use(isShuffled ? addresses.shuffled() : addresses)
      } else {
        subchannels = [Subchannel(to: isShuffled ? addresses.shuffled() : addresses, of: self)]
      }
      return []
    case .roundRobin: return useEach(addresses)
    }
  }

  private func useEach(_ addresses: [SocketAddress]) -> [Subchannel] {
    var known: [[SocketAddress]: Subchannel] = [:]
    for subchannel in subchannels { known[subchannel.addresses] = subchannel }
    var seen: Set<SocketAddress> = []
    // Without any there is one that fails and says so.
    let wanted =
      addresses.isEmpty ? [[]] : addresses.filter { seen.insert($0).inserted }.map { [$0] }
    // Which of too many are taken must not change with their order.
    let chosen = wanted.filter { known[$0] != nil } + wanted.filter { known[$0] == nil }
    let old = subchannels
    subchannels = chosen.prefix(Self.maximumSubchannels).map { addresses in
      known.removeValue(forKey: addresses) ?? Subchannel(to: addresses, of: self)
    }
    let gone = old.filter { known[$0.addresses] === $0 }
    for subchannel in gone { subchannel.retire() }
    return gone
  }

  /// What the channel is in by what its subchannels are in.
  func assess() -> State {
    if case .stopped = state { return .stopped }
    if let ready = readiness() { return ready }
    if subchannels.isEmpty {
      if let resolutionFailure {
        return .failing(resolutionFailure.error, until: resolutionFailure.until)
      }
      return waitingCount == 0 ? .idle : .connecting
    }
    var failure = ConnectFailure()
    for subchannel in subchannels {
      guard let other = subchannel.failure else {
        return subchannels.allSatisfy { $0.connectivity != .connecting } ? .idle : .connecting
      }
      failure.add(other)
    }
    return .failing(
      failure.error(target: target), until: subchannels.compactMap(\.nextAttempt).min())
  }

  private func readiness() -> State? {
    switch policy {
    case .pickFirst: return subchannels.first?.current.map { .ready($0) }
    case .roundRobin:
      rotation.connections = subchannels.compactMap(\.current)
      rotation.isPartial = subchannels.contains(where: \.isIdle)
      return rotation.connections.isEmpty ? nil : .spread
    }
  }
}
