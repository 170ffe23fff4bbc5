/// What a field holds, as far as paths through it need to know.
enum FieldShape {
  /// One value that is no message.
  case scalar
  /// One message, or a group.
  case message(any Message.Type)
  /// A list or a map.
  case repeated
}

extension Message {
  /// What the field with a number holds.
  ///
  /// Tables of fields do not say; but the generated code that reads a field asks the reader for
  /// just that.
  static func shape(of number: Int) -> FieldShape {
    var reader = FormatReader.probe
    var message = Self()
    // What is not a message is missing, which is no fault here.
    try? message.read(UInt32(truncatingIfNeeded: number), from: &reader)
    return reader.shape ?? .scalar
  }
}
