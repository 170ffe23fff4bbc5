import Synchronization

/// One suspension of a task that may be cancelled before its continuation is registered.
///
/// The cancellation handler runs on any thread and at any time: it raises the flag first and then
/// asks the stream's executor to wake whoever is registered. Registering, which happens on that
/// executor too, looks at the flag; so whichever comes second sees the first.
final class Wait: Sendable {
  private let flag = Atomic<Bool>(false)

  var isCancelled: Bool { flag.load(ordering: .acquiring) }

  func cancel() { flag.store(true, ordering: .releasing) }
}
