/// A message that others may add fields to. Generated types conform to it.
public protocol ExtensibleMessage: Message {
  /// The values of extensions; generated.
  var _protobuf_extensionFieldValues: ExtensionFieldValueSet { get set }
}

extension ExtensibleMessage {
  /// Sets the value of an extension; an empty list unsets it.
  public mutating func setExtensionValue<F: ExtensionField>(
    ext: MessageExtension<F, Self>, value: F.ValueType
  ) {
    let field = F(protobufExtension: ext, value: value)
    _protobuf_extensionFieldValues[ext.fieldNumber] = field.isEmpty ? nil : field
  }

  /// The value of an extension; `nil` if it has none.
  public func getExtensionValue<F: ExtensionField>(ext: MessageExtension<F, Self>) -> F.ValueType? {
    (_protobuf_extensionFieldValues[ext.fieldNumber] as? F)?.value
  }

  /// Whether an extension has a value.
  public func hasExtensionValue<F: ExtensionField>(ext: MessageExtension<F, Self>) -> Bool {
    _protobuf_extensionFieldValues[ext.fieldNumber] is F
  }

  /// Unsets an extension.
  public mutating func clearExtensionValue<F: ExtensionField>(ext: MessageExtension<F, Self>) {
    _protobuf_extensionFieldValues[ext.fieldNumber] = nil
  }
}
