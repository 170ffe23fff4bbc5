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
        if let job = (work as? HandlerWork)?.job(of: task) {
          await job.method.serve(job.stream, for: job.call)
          guard worker.goesOn(after: work) else { return }
        } else {
          await work.run()
          guard worker.goesOn(after: work) else { return }
        }
      }
    }
  }

  override func run() async {
    guard let task = companion as? HandlerTask, let job = job(of: task) else { return }
    await job.method.serve(job.stream, for: job.call)
  }

  /// What to do, which is the task's call from now on; `nil` if the call is over.
  private func job(
    of task: HandlerTask
  ) -> (method: ServerMethod, stream: HTTP2ServerStream, call: ServerCall)? {
    guard let stream, let method = stream.methodToRun else { return nil }
    task.begin(stream.call)
    return (method, stream, stream.call)
  }

  override func end() {
    stream?.handlerReturned()
  }
}
