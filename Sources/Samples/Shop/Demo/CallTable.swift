/// Calls by method and caller, with their latencies.
struct CallTable: Sendable {
  private struct Row {
    let method: String
    let caller: String
    var failures = 0
    var microseconds: [Int64] = []
  }

  private var rows: [Row] = []

  mutating func add(_ note: CallNote) {
    let index =
      rows.firstIndex { $0.method == note.method && $0.caller == note.caller }
      ?? {
        rows.append(Row(method: note.method, caller: note.caller))
        return rows.count - 1
      }()
    rows[index].microseconds.append(note.microseconds)
    if !note.succeeded { rows[index].failures += 1 }
  }

  /// The table as text: a line of headings, and one for each method and caller.
  var lines: [String] {
    [Self.line("call", "by", ["calls", "failed", "p50 ms", "p99 ms"])]
      + rows.map { row in
        let sorted = row.microseconds.sorted()
        return Self.line(
          row.method, row.caller,
          [
            "\(sorted.count)", "\(row.failures)", Self.milliseconds(sorted, percentile: 50),
            Self.milliseconds(sorted, percentile: 99),
          ])
      }
  }

  /// The least latency that `percentile` percent of the calls do not exceed (nearest rank).
  private static func milliseconds(_ sorted: [Int64], percentile: Int) -> String {
    let rank = (sorted.count * percentile + 99) / 100
    let microseconds = sorted[max(0, rank - 1)]
    let fraction = String(microseconds % 1000)
    return "\(microseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }

  private static func line(_ method: String, _ caller: String, _ numbers: [String]) -> String {
    func spaces(_ width: Int, beside text: String) -> String {
      String(repeating: " ", count: max(1, width - text.count))
    }
    return method + spaces(20, beside: method) + caller + spaces(8, beside: caller)
      + numbers.map { spaces(8, beside: $0) + $0 }.joined()
  }
}
