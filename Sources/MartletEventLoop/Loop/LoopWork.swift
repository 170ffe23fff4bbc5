/// Something to do on a loop, handed over from any thread without a closure.
package protocol LoopWork: AnyObject, Sendable {
  /// Does it, on the loop.
  func run()
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

  /// What the host has tied to the task of the worker.
  package final var companion: AnyObject? { worker?.companion }

  /// Runs the whole life of a worker that this is the first work of: the place for what all works
  /// of this kind need in their task. It is for ``Worker/workOff(while:)`` to be called.
  open func host(_ worker: Worker) async { await worker.workOff { true } }

  /// Does it, on a worker task of the loop.
  open func run() async {}

  /// Clears up on the loop, after it. Whatever comes after an `await` costs a look at the
  /// executor: the worker has to look anyway.
  open func end() {}
}
