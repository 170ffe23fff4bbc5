internal import Glibc
internal import Synchronization

/// Counts what a service has done, for its last words.
final class Tally: Sendable {
  private let counts = Mutex<[(what: String, count: Int)]>([])

  /// Adds one.
  func count(_ what: String) {
    counts.withLock { counts in
      if let index = counts.firstIndex(where: { $0.what == what }) {
        counts[index].count += 1
      } else {
        counts.append((what, 1))
      }
    }
  }

  /// What was counted, in the order in which it first happened.
  var summary: String {
    counts.withLock { counts in
      counts.isEmpty ? "nothing" : counts.map { "\($0.count) \($0.what)" }.joined(separator: ", ")
    }
  }
}

/// Prints a line at once, also where output goes to a file.
func say(_ line: String) {
  print(line)
  fflush(nil)
}
