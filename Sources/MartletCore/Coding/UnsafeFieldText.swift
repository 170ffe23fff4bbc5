/// The value of a header field that is sent again and again: its bytes stay where they are, so that
/// they need not be copied for each call.
package final class FieldText: @unchecked Sendable {
  // Sendable, and sound: the bytes are written once, before anybody else has the object, and freed
  // with it.
  package let bytes: UnsafeRawBufferPointer

  package init(_ text: String) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: text.utf8.count, alignment: 1)
    copy.copyBytes(from: text.utf8)
    bytes = UnsafeRawBufferPointer(copy)
  }

  deinit { bytes.deallocate() }
}
