import Synchronization

/// One suspension of a task that may be cancelled before its continuation is registered.
///
/// The listener is told on any thread and at any time: it raises the flag first and then asks the
/// stream's executor to wake whoever is registered. Registering, which happens on that executor
/// too, looks at the flag; so whichever comes second sees the first.
final class Wait: CancellationListener {
  /// What the task waits to do.
  enum Purpose { case reading, writing }

  private let stream: CallStream
  private let purpose: Purpose
  private let flag = Atomic<Bool>(false)

  init(_ purpose: Purpose, _ stream: CallStream) {
    self.stream = stream
    self.purpose = purpose
  }

  var isCancelled: Bool { flag.load(ordering: .acquiring) }

  func taskCancelled() {
    flag.store(true, ordering: .releasing)
    stream.perform { [stream, purpose] in
      switch purpose {
      case .reading: stream.wakeReader()
      case .writing: stream.wakeWriters()
      }
    }
  }
}
