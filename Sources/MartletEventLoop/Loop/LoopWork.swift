/// Something to do on a loop, handed over from any thread without a closure.
open class LoopWork: @unchecked Sendable {
  // Sendable: handed over as a whole; nothing else holds it meanwhile.

  package init() {}

  /// Does it, on the loop.
  open func run() {}
}

/// Something to do once at the end of a tick, however often it was asked for. Confined to the
/// loop.
open class TickWork: @unchecked Sendable {
  // Sendable: touched only on its loop.
  @exclusivity(unchecked) final var isQueued = false

  package init() {}

  /// Does it, at the end of the tick.
  open func tick() {}
}

/// A handler that is ready to run on one of the loop's workers. Confined to the loop.
open class ReadyWork: @unchecked Sendable {
  // Sendable: touched only on its loop.

  /// The worker that runs it, while it runs.
  @exclusivity(unchecked) package final internal(set) var worker: Worker?

  package init() {}

  /// Does it, on a worker task of the loop.
  open func run() async {}
}
