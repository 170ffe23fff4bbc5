/// The bytes of a varint as one word, the first byte lowest: eight at once are cheaper than one
/// after the other.
@usableFromInline
enum VarintWord {
  /// The bit of each byte that says that another follows.
  @inlinable static var continuations: UInt64 { 0x8080_8080_8080_8080 }

  /// The number whose groups of seven bits stand in the bytes of a word; bits that say that
  /// another byte follows are left out.
  @inlinable
  static func gather(_ word: UInt64) -> UInt64 {
    let pairs = word & 0x007f_007f_007f_007f | (word & 0x7f00_7f00_7f00_7f00) >> 1
    let halves = pairs & 0x0000_3fff_0000_3fff | (pairs & 0x3fff_0000_3fff_0000) >> 2
    return halves & 0x0fff_ffff | (halves & 0x0fff_ffff_0000_0000) >> 4
  }

  /// The word whose bytes hold the groups of seven bits of a number of at most 56 bits.
  @inlinable
  static func spread(_ value: UInt64) -> UInt64 {
    let halves = value & 0x0fff_ffff | (value & 0x00ff_ffff_f000_0000) << 4
    let pairs = halves & 0x0000_3fff_0000_3fff | (halves & 0x0fff_c000_0fff_c000) << 2
    return pairs & 0x007f_007f_007f_007f | (pairs & 0x3f80_3f80_3f80_3f80) << 1
  }
}
