/// Why text is not a message in the text format: what is wrong, where in the text, in which field.
public struct TextFormatDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let message: String

  /// The type of the outermost message.
  public let messageName: String

  /// The fields on the way to the fault, outermost first.
  public let path: [String]

  /// The line, from 1.
  public let line: Int

  /// The byte of the line, from 1.
  public let column: Int

  init(_ failure: FormatFailure, in bytes: UnsafeRawBufferPointer, _ type: any Message.Type) {
    message = failure.what
    messageName = type.protoMessageName
    path = failure.path
    let position = TextPosition(failure.offset, in: bytes)
    line = position.line
    column = position.column
  }

  public var description: String {
    "\(line):\(column): \(FormatFailure.place(messageName, path)): \(message)"
  }
}
