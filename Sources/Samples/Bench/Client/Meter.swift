internal import Glibc

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

  func report(mode: String, count: Int, latencies: [Int64]) -> Report {
    Report(
      mode: mode, count: count, nanoseconds: Meter.now() - start,
      processorMicroseconds: Meter.processorMicroseconds() - startProcessor,
      latencies: latencies.sorted())
  }
}

/// What was measured.
struct Report: Sendable {
  let mode: String
  let count: Int
  let nanoseconds: Int64
  let processorMicroseconds: Int64
  /// Round trips in nanoseconds, shortest first; empty where several went on at once.
  let latencies: [Int64]

  /// One line: `client_cpu_us` is per call or message.
  var json: String {
    let perSecond = Double(count) * 1e9 / Double(max(1, nanoseconds))
    let processor = Double(processorMicroseconds) / Double(count)
    var fields = [
      "\"mode\": \"\(mode)\"", "\"n\": \(count)", "\"per_s\": \(Int64(perSecond))",
      "\"client_cpu_us\": \(Self.rounded(processor))",
    ]
    if !latencies.isEmpty {
      fields.append("\"p50_us\": \(microseconds(quantile: 0.5))")
      fields.append("\"p99_us\": \(microseconds(quantile: 0.99))")
      fields.append("\"p999_us\": \(microseconds(quantile: 0.999))")
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private func microseconds(quantile: Double) -> Double {
    let place = min(latencies.count - 1, Int(Double(latencies.count) * quantile))
    return Self.rounded(Double(latencies[place]) / 1000)
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
