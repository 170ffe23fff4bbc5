/// Finds what somebody may have meant to write.
package enum Spelling {
  /// The word that is most like another, if any is much like it; of several, the first in order.
  package static func nearest(to word: String, among words: some Sequence<String>) -> String? {
    let wanted = letters(word)
    let limit = max(1, wanted.count / 4)
    var best: (distance: Int, word: String)?
    for candidate in words where abs(candidate.utf8.count - wanted.count) <= limit {
      let distance = distance(wanted, letters(candidate))
      // Of a word of which no letter is left, nobody would think.
      guard distance <= limit, distance < wanted.count else { continue }
      if best.map({ (distance, candidate) < ($0.distance, $0.word) }) ?? true {
        best = (distance, candidate)
      }
    }
    return best?.word
  }

  /// The bytes of a word, capitals as small letters.
  private static func letters(_ word: String) -> [UInt8] {
    word.utf8.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }
  }

  /// The number of letters to change to get from one word to the other.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let cost = min(row[j] + 1, row[j + 1] + 1, diagonal + (letter == other ? 0 : 1))
        diagonal = row[j + 1]
        row[j + 1] = cost
      }
    }
    return row[right.count]
  }
}
