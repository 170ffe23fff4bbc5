/// Why bytes are not a message: what is wrong, at which byte, in which field.
public struct BinaryDecodingError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Code: Hashable, Sendable {
    /// The bytes end inside a field.
    case truncated
    /// A number has more than ten bytes.
    case malformedVarint
    /// A field has the number 0, or one that protobuf does not have.
    case invalidTag
    /// A length is larger than what is left.
    case invalidLength
    /// A string is not UTF-8.
    case invalidUTF8
    /// Messages are nested more deeply than the limit allows.
    case depthLimitExceeded
    /// A group ends that has not begun, or does not end.
    case malformedGroup
    /// A required field did not come.
    case missingRequiredFields
    /// There are more bytes than the limit allows.
    case tooLarge
  }

  /// What is wrong.
  public let code: Code

  /// The offset of the byte at which it shows, from the beginning of the bytes that were decoded.
  public let byteOffset: Int

  /// The type of the outermost message.
  public private(set) var messageName = ""

  /// The names of the fields on the way to the fault, outermost first; a number where the type
  /// knows no name.
  public private(set) var path: [String] = []

  /// The number of the field that is being decoded, until its type gives it a name.
  private var pendingField: UInt32

  @usableFromInline
  init(_ code: Code, at offset: Int, field: UInt32) {
    self.code = code
    byteOffset = offset
    pendingField = field
  }

  /// The error as seen from one message further out.
  ///
  /// - Parameters:
  ///   - fields: The names of the fields of the message that the fault is in.
  ///   - field: The field of the outer message that holds it; 0 if there is none.
  @usableFromInline
  func within(_ fields: FieldTable, of field: UInt32) -> BinaryDecodingError {
    var error = self
    if pendingField != 0 {
      error.path.insert(fields.name(of: Int(pendingField)) ?? "\(pendingField)", at: 0)
    }
    error.pendingField = field
    return error
  }

  @usableFromInline
  func named(_ type: any Message.Type) -> BinaryDecodingError {
    var error = self
    error.messageName = type.protoMessageName
    return error
  }
}

extension BinaryDecodingError: CustomStringConvertible {
  public var description: String {
    let place = path.isEmpty ? messageName : "\(messageName).\(path.joined(separator: "."))"
    return "\(place): \(code.explanation) at byte \(byteOffset)"
  }
}

extension BinaryDecodingError.Code {
  fileprivate var explanation: String {
    switch self {
    case .truncated: "the message ends inside the field"
    case .malformedVarint: "a number has more than ten bytes"
    case .invalidTag: "the field's number or type is not one of protobuf"
    case .invalidLength: "the length is larger than what is left of the message"
    case .invalidUTF8: "the string is not valid UTF-8"
    case .depthLimitExceeded: "messages are nested too deeply"
    case .malformedGroup: "a group begins or ends in the wrong place"
    case .missingRequiredFields: "a required field is missing"
    case .tooLarge: "the message is larger than the limit"
    }
  }
}

/// Why a message cannot be encoded.
public struct BinaryEncodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Code: Hashable, Sendable {
    /// A required field is not set.
    case missingRequiredFields
    /// The message has more bytes than protobuf allows.
    case tooLarge
  }

  /// What is wrong.
  public let code: Code

  /// What is wrong, and with which message.
  public let message: String

  @usableFromInline
  init(_ code: Code, message: String) {
    self.code = code
    self.message = message
  }

  public var description: String { message }
}
