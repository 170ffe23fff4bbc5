internal import MartletProtobuf

/// Text that is written byte for byte into descriptors though it is no UTF-8, as protoc does.
///
/// Swift's strings cannot hold it. A descriptor has it among the fields that it does not know,
/// behind those that it does: whoever reads its bytes finds the text as it was written, and here it
/// is seen with what is no UTF-8 replaced.
struct RawText {
  /// The fields, for a descriptor's unknown ones.
  private(set) var fields: [UInt8] = []

  /// The text of bytes, which are kept as a field if they are no UTF-8.
  ///
  /// - Parameter isRaw: Whether they are kept in any case.
  mutating func text(of bytes: [UInt8], field number: Int32, isRaw: Bool = false) -> String {
    if !isRaw, let text = String(validating: bytes, as: UTF8.self) { return text }
    var wire = WireBytes()
    wire.field(number, bytes)
    fields += wire.bytes
    return String(decoding: bytes, as: UTF8.self)
  }
}
