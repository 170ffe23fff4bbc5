internal import Synchronization

/// Whether the program has ever handled a call: the others need not look for one at every call that
/// they make, which takes 200 instructions. A task that handles one finds it set by itself.
private let handlersExist = Atomic<Bool>(false)

/// The task of a worker that handles calls, one after the other: says which one it is at.
///
/// Binding a task-local for each call would cost 1,500 instructions. This one is bound once for all
/// calls of a worker; what it says changes with them. Tasks that a handler starts and does not wait
/// for have copies of the binding, and must go on to see their call: a worker whose object is held
/// by anybody else when a call ends takes no other.
package final class HandlerTask: @unchecked Sendable {
  // Sendable: changed only by the worker, while nobody else has the object.

  @TaskLocal fileprivate static var current: HandlerTask?

  @exclusivity(unchecked) fileprivate private(set) var call: ServerCall?
  /// How many references there are while nobody but the worker has the object.
  @exclusivity(unchecked) private var ownHolders: UInt = 0

  private init() {}

  /// Runs a worker's whole life with an object of its own.
  package static func host(
    _ work: nonisolated(nonsending) (HandlerTask) async -> Void
  ) async {
    let task = HandlerTask()
    handlersExist.store(true, ordering: .relaxed)
    await $current.withValue(task) { await work(task) }
    withExtendedLifetime(task) {}
  }

  /// The task begins to handle a call.
  package func begin(_ call: ServerCall) { self.call = call }

  /// Whether the task may handle a call: asked by the worker before the first and after each, from
  /// one place, so that what the worker itself holds counts the same.
  @inline(never)
  package func isFree() -> Bool {
    let holders = _getRetainCount(self)
    if ownHolders == 0 { ownHolders = holders }
    guard holders == ownHolders else { return false }
    call = nil
    return true
  }
}

extension ServerCall {
  /// The call that the current task handles, so that calls it makes inherit its deadline.
  package static var current: ServerCall? {
    handlersExist.load(ordering: .relaxed) ? HandlerTask.current?.call : nil
  }
}
