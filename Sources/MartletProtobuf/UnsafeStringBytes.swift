extension String {
  /// Lends the string's bytes, valid only until `body` returns.
  ///
  /// `withUTF8` wants a variable, so that a copy has to be made of what is not one: references are
  /// counted, which takes longer than copying a short string.
  @inline(__always)
  func withLentUTF8(_ body: (UnsafeRawBufferPointer) -> Void) {
    // Sound: the pointer is lent on for as long as it is lent.
    let isLent: Void? = utf8.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) }
    if isLent == nil { withCopiedUTF8(body) }
  }

  /// For strings whose bytes are not in one place, which come from elsewhere.
  @inline(never)
  private func withCopiedUTF8(_ body: (UnsafeRawBufferPointer) -> Void) {
    var copy = self
    copy.withUTF8 { body(UnsafeRawBufferPointer($0)) }
  }
}
