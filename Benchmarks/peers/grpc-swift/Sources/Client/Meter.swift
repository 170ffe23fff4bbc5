import Glibc

/// Measures wall and processor time from its creation on.
struct Meter {
  private let start = Meter.now()
  private let startProcessor = Meter.processorMicroseconds()

  /// The monotonic clock, in nanoseconds.
  static func now() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// User and system time of all threads of the process.
  private static func processorMicroseconds() -> Int64 {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return [usage.ru_utime, usage.ru_stime].reduce(0) {
      $0 + Int64($1.tv_sec) * 1_000_000 + Int64($1.tv_usec)
    }
  }

  /// One line, in which `client_cpu_us` is per call or message.
  func json(mode: String, count: Int, latencies: [Int64]) -> String {
    let wall = Meter.now() - start
    let processor = Meter.processorMicroseconds() - startProcessor
    var fields = [
      "\"mode\": \"\(mode)\"", "\"n\": \(count)",
      "\"per_s\": \(Double(count) * 1e9 / Double(wall))",
      "\"client_cpu_us\": \(Double(processor) / Double(count))",
    ]
    if mode == "lat" || mode == "bidi" {
      let sorted = latencies.sorted()
      for (name, quantile) in [("p50_us", 0.5), ("p99_us", 0.99), ("p999_us", 0.999)] {
        let place = Int(Double(sorted.count) * quantile)
        fields.append("\"\(name)\": \(Double(sorted[place]) / 1000)")
      }
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }
}
