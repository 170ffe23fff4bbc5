/// An extension, whatever its type and that of the message.
public protocol AnyMessageExtension: Sendable {
  /// The number of the field.
  var fieldNumber: Int { get }
  /// The full name, as in `example.my_extension`.
  var fieldName: String { get }
  /// The type that is extended.
  var messageType: any Message.Type { get }
  /// A field of this extension without a value.
  func _protobuf_newField() -> any AnyExtensionField
}

/// An extension: a field of a message that is declared apart from it. Generated code has one for
/// each, by the name `Extensions_…` or in the `Extensions` of a message.
public final class MessageExtension<FieldType: ExtensionField, MessageType: Message>:
  AnyMessageExtension
{
  public let fieldNumber: Int
  public let fieldName: String
  public var messageType: any Message.Type { MessageType.self }

  /// Creates an extension; generated code does.
  public init(_protobuf_fieldNumber: Int, fieldName: String) {
    fieldNumber = _protobuf_fieldNumber
    self.fieldName = fieldName
  }

  public func _protobuf_newField() -> any AnyExtensionField {
    FieldType(protobufExtension: self, value: nil)
  }
}
