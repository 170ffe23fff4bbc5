/// Why text is not the JSON of a message: what is wrong, where in the text, in which field.
public struct JSONDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let message: String

  /// The type of the outermost message.
  public let messageName: String

  /// The fields on the way to the fault, outermost first: names of their declaration, with indices
  /// and keys behind them in brackets.
  public let path: [String]

  /// The offset in bytes from the beginning of the text.
  public let byteOffset: Int

  /// The line, from 1.
  public let line: Int

  /// The byte of the line, from 1.
  public let column: Int

  init(_ failure: FormatFailure, in bytes: UnsafeRawBufferPointer, _ type: any Message.Type) {
    message = failure.what
    messageName = type.protoMessageName
    path = failure.path
    byteOffset = failure.offset
    let position = TextPosition(failure.offset, in: bytes)
    line = position.line
    column = position.column
  }

  public var description: String {
    "\(line):\(column): \(FormatFailure.place(messageName, path)): \(message)"
  }
}

/// Why a message has no form in JSON.
public struct JSONEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let message: String

  /// The type of the outermost message.
  public let messageName: String

  /// The fields on the way to the fault, outermost first.
  public let path: [String]

  init(_ failure: FormatFailure, _ type: any Message.Type) {
    message = failure.what
    messageName = type.protoMessageName
    path = failure.path
  }

  public var description: String { "\(FormatFailure.place(messageName, path)): \(message)" }
}
