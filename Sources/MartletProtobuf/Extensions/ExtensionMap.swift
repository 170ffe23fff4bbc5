/// The extensions that decoding knows; what it does not know stays among the unknown fields.
public protocol ExtensionMap: Sendable {
  /// The extension of a message with a number; `nil` if there is none.
  subscript(messageType: any Message.Type, fieldNumber: Int) -> (any AnyMessageExtension)? { get }

  /// The number of the extension of a message that has a full name; `nil` if there is none.
  func fieldNumberForProto(messageType: any Message.Type, protoFieldName: String) -> Int?
}

/// A set of extensions. Generated code has one for each file, `…_Extensions`; they can be joined.
public struct SimpleExtensionMap: ExtensionMap, ExpressibleByArrayLiteral {
  /// An extension.
  public typealias Element = AnyMessageExtension

  private struct Key: Hashable {
    let message: ObjectIdentifier
    let number: Int

    init(_ message: any Message.Type, _ number: Int) {
      self.message = ObjectIdentifier(message)
      self.number = number
    }
  }

  private var extensions: [Key: any AnyMessageExtension] = [:]

  /// Creates an empty map.
  public init() {}

  /// Creates a map of extensions.
  public init(arrayLiteral: any Element...) { insert(contentsOf: arrayLiteral) }

  /// Creates a map of all that others have.
  public init(_ others: SimpleExtensionMap...) {
    for other in others { formUnion(other) }
  }

  public subscript(
    messageType: any Message.Type, fieldNumber: Int
  ) -> (any AnyMessageExtension)? {
    extensions[Key(messageType, fieldNumber)]
  }

  public func fieldNumberForProto(
    messageType: any Message.Type, protoFieldName: String
  ) -> Int? {
    extensions.values.first {
      $0.fieldName == protoFieldName && $0.messageType == messageType
    }?.fieldNumber
  }

  /// Adds an extension; it replaces one of the same message and number.
  public mutating func insert(_ newValue: any Element) {
    extensions[Key(newValue.messageType, newValue.fieldNumber)] = newValue
  }

  /// Adds extensions; they replace those of the same messages and numbers.
  public mutating func insert(contentsOf: [any Element]) {
    for element in contentsOf { insert(element) }
  }

  /// Adds what another map has, which replaces what this one has.
  public mutating func formUnion(_ other: SimpleExtensionMap) {
    extensions.merge(other.extensions) { _, new in new }
  }

  /// A map of what both have; the other's goes first.
  public func union(_ other: SimpleExtensionMap) -> SimpleExtensionMap {
    var result = self
    result.formUnion(other)
    return result
  }
}

extension SimpleExtensionMap: CustomDebugStringConvertible {
  public var debugDescription: String {
    let names = extensions.values.map { "\($0.fieldName):(\($0.fieldNumber))" }.sorted()
    return "SimpleExtensionMap(\(names.joined(separator: ",")))"
  }
}
