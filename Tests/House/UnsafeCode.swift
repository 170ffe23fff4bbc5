/// What the compiler does not check.
enum UnsafeCode {
  /// The words by which code makes, opens or frees pointers, or resumes without a check.
  ///
  /// Bytes that were lent travel as `UnsafeRawBufferPointer`: a function anywhere may take and pass
  /// on one, which checks its bounds, but only unsafe files make one or take its address.
  static func uses(_ tokens: [Token]) -> [(line: Int, what: String)] {
    tokens.indices.filter { index in
      let word = tokens[index].text
      if word == "UnsafeRawBufferPointer" {
        return index + 1 < tokens.count && tokens[index + 1].text == "("
      }
      return isUnsafe(word)
    }.map { (tokens[$0].line, tokens[$0].text) }
  }

  private static let words: Set<String> = [
    "Unmanaged", "OpaquePointer", "withMemoryRebound", "assumingMemoryBound", "bindMemory",
    "withUTF8", "withUTF8Buffer", "unsafeBitCast", "unsafeDowncast", "unsafeUninitializedCapacity",
    "withContiguousStorageIfAvailable", "withContiguousMutableStorageIfAvailable",
  ]

  private static func isUnsafe(_ word: String) -> Bool {
    if word.hasPrefix("withUnsafe") || word.hasPrefix("_unsafe") || words.contains(word) {
      return true
    }
    return word.hasPrefix("Unsafe") && (word.hasSuffix("Pointer") || word.hasSuffix("Continuation"))
  }

  /// Where a check is switched off, without a comment nearby that says why: in the three lines
  /// above, or in the two below.
  static func unexplained(_ file: SwiftSource) -> [(line: Int, what: String)] {
    let tokens = file.tokens
    return tokens.indices.dropLast(2).compactMap { index in
      let text = tokens[index].text
      let isUnchecked = text == "unchecked" && tokens[index + 1].text == "Sendable"
      let isUnsafe =
        ["nonisolated", "unowned"].contains(text) && tokens[index + 1].text == "("
        && tokens[index + 2].text == "unsafe"
      guard isUnchecked || isUnsafe else { return nil }
      let line = tokens[index].line
      let nearby = file.lines[max(0, line - 4)..<min(file.lines.count, line + 2)]
      if nearby.contains(where: { $0.contains("//") }) { return nil }
      return (line, "\(text) without the reason")
    }
  }
}
