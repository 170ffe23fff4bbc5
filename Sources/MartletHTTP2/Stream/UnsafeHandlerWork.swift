internal import MartletCore
internal import MartletEventLoop

/// Runs a stream's handler on a worker of the loop; keeps the stream alive meanwhile.
final class HandlerWork: ReadyWork, @unchecked Sendable {
  @exclusivity(unchecked) var stream: HTTP2ServerStream?

  // As `Worker.workOff`, but nearly all works are of this kind, and are done in place: each frame
  // that goes on after an `await` has to look whether it is on the right executor.
  override func host(_ worker: Worker) async {
    await HandlerTask.host { task in
      worker.companion = task
      // Asked here only: what is held where it is asked must be the same each time.
      while task.isFree() {
        var next = worker.next()
        while next == nil {
          guard worker.isKept() else { return }
          // Sound: the worker resumes it once.
          await withUnsafeContinuation { worker.waits(with: $0) }
          next = worker.next()
        }
        guard let work = next else { return }
        if let handler = work as? HandlerWork, let stream = handler.begin(task) {
          await stream.call.serve(stream)
          handler.stream = consume stream
          guard worker.goesOn(after: work) else { return }
        } else {
          await work.run()
          guard worker.goesOn(after: work) else { return }
        }
      }
    }
  }

  override func run() async {
    guard let task = companion as? HandlerTask, let stream = begin(task) else { return }
    await stream.call.serve(stream)
    self.stream = consume stream
  }

  /// Moves the stream out, whose call is the task's from now on; `nil` if the call is over. What is
  /// moved is not counted: the caller moves it back for ``end()``.
  private func begin(_ task: HandlerTask) -> HTTP2ServerStream? {
    guard let stream = stream.take() else { return nil }
    if stream.begin(task) { return stream }
    self.stream = consume stream
    return nil
  }

  override func end() {
    stream.take()?.handlerReturned()
  }
}
