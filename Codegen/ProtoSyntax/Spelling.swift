/// Finds what somebody may have meant to write.
package enum Spelling {
  /// The word that is most like another, if any is much like it.
  package static func nearest(to word: String, among words: some Sequence<String>) -> String? {
    let wanted = letters(word)
    var best: (distance: Int, word: String)?
    for candidate in words.sorted() {
      let distance = distance(wanted, letters(candidate))
      // Of a word of which no letter is left, nobody would think.
      guard distance < wanted.count else { continue }
      if distance <= max(1, wanted.count / 4), distance < best?.distance ?? .max {
        best = (distance, candidate)
      }
    }
    return best?.word
  }

  private static func letters(_ word: String) -> [Character] {
    word.map { Character($0.lowercased()) }
  }

  /// The number of letters to change to get from one word to the other.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    guard abs(left.count - right.count) <= 3 else { return .max }
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
