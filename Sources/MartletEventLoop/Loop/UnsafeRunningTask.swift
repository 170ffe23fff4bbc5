internal import CLinux

extension EventLoop {
  /// Whether the current task is the one whose job the loop runs. One that was started within it
  /// (`Task.immediate`) is not: who started it goes on only when it suspends.
  var isRunningCurrentTask: Bool {
    guard let runningJob, MemoryLayout<UnownedJob>.size == MemoryLayout<UnsafeRawPointer>.size
    else { return false }
    // Sound: a job is a pointer, and only compared. The job of a task is the task itself; if that
    // changed, no task would be found to be the one.
    return martlet_current_task() == unsafeBitCast(runningJob, to: UnsafeRawPointer.self)
  }
}
