/// Bytes that are still to be written, for the standard library to make an array of.
///
/// Arrays of a length and arrays that a closure fills are made by code of the library that is not
/// compiled for bytes, and looks up metadata each time; arrays of a collection are made by code
/// that is compiled here, in half the time. So this is a collection.
struct BlankBytes: Collection {
  let count: Int

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  subscript(position: Int) -> UInt8 { 0 }

  func index(after index: Int) -> Int { index + 1 }

  /// What the standard library calls for the elements that are to be copied; it wants to know where
  /// the next ones are, of which there are none.
  @inline(__always)
  func _copyContents(
    initializing buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> (Iterator, UnsafeMutableBufferPointer<UInt8>.Index) {
    // Sound: a byte is one whatever it holds, and none is read before it has been written.
    (Iterator(_elements: self, _position: count), count)
  }
}

extension [UInt8] {
  /// An array whose bytes are still to be written, all of them.
  @usableFromInline
  init(blank count: Int) { self.init(BlankBytes(count: count)) }
}
