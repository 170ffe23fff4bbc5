import Glibc

/// Times what takes nanoseconds.
enum Stopwatch {
  /// How often each operation is timed; they take turns.
  private static let rounds = 9
  /// How long it is repeated each time.
  private static let nanosecondsPerRound: Int64 = 30_000_000

  /// The median of each operation's time.
  static func nanoseconds(of operations: [() throws -> Void]) throws -> [Double] {
    let repetitions = try operations.map(repetitions)
    var times = [[Double]](repeating: [], count: operations.count)
    for _ in 0..<rounds {
      for (index, operation) in operations.enumerated() {
        let taken = try time(operation, repetitions[index])
        times[index].append(Double(taken) / Double(repetitions[index]))
      }
    }
    return times.map { $0.sorted()[rounds / 2] }
  }

  /// Has the optimizer believe that a value is used.
  @inline(__always)
  static func keep<Value>(_ value: Value) {
    withUnsafePointer(to: value) { look(UnsafeRawPointer($0)) }
  }

  /// Takes a pointer, since a generic value would be handled by way of its metadata.
  @inline(never)
  @_optimize(none)
  private static func look(_ value: UnsafeRawPointer) {}

  /// As many as fill a round.
  private static func repetitions(_ operation: () throws -> Void) throws -> Int {
    var count = 1
    while true {
      let taken = try time(operation, count)
      if taken > nanosecondsPerRound / 10 {
        return max(1, Int(Int64(count) * nanosecondsPerRound / taken))
      }
      count *= 4
    }
  }

  private static func time(_ operation: () throws -> Void, _ count: Int) throws -> Int64 {
    let start = processorNanoseconds()
    for _ in 0..<count { try operation() }
    return processorNanoseconds() - start
  }

  /// The processor's time of this thread, which does not count what else the machine does.
  private static func processorNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
