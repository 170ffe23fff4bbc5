extension Metadata {
  /// The values of one key, in order.
  public struct Values: Sequence, Sendable {
    fileprivate let key: String
    fileprivate let metadata: Metadata

    /// Goes through the values of one key.
    public struct Iterator: IteratorProtocol, Sendable {
      private let key: String
      private let metadata: Metadata
      private var position: Index

      fileprivate init(key: String, metadata: Metadata) {
        self.key = key
        self.metadata = metadata
        self.position = metadata.startIndex
      }

      public mutating func next() -> Value? {
        while position < metadata.endIndex {
          let element = metadata[position]
          position = metadata.index(after: position)
          if element.key.isEqualIgnoringASCIICase(to: key) { return element.value }
        }
        return nil
      }
    }

    public func makeIterator() -> Iterator { Iterator(key: key, metadata: metadata) }
  }

  /// The text values of one key, in order; values of bytes are passed over.
  public struct StringValues: Sequence, Sendable {
    fileprivate let values: Values

    /// Goes through the text values of one key.
    public struct Iterator: IteratorProtocol, Sendable {
      fileprivate var values: Values.Iterator

      public mutating func next() -> String? {
        while let value = values.next() {
          if case .string(let string) = value { return string }
        }
        return nil
      }
    }

    public func makeIterator() -> Iterator { Iterator(values: values.makeIterator()) }
  }

  /// The byte values of one key, in order; text is decoded from Base64, or passed over if it is
  /// none.
  public struct BinaryValues: Sequence, Sendable {
    fileprivate let values: Values

    /// Goes through the byte values of one key.
    public struct Iterator: IteratorProtocol, Sendable {
      fileprivate var values: Values.Iterator

      public mutating func next() -> [UInt8]? {
        while let value = values.next() {
          switch value {
          case .binary(let bytes): return bytes
          case .string(let string):
            if let bytes = Base64.decode(string.utf8) { return bytes }
          }
        }
        return nil
      }
    }

    public func makeIterator() -> Iterator { Iterator(values: values.makeIterator()) }
  }

  /// The values of a key, in order.
  public subscript(_ key: String) -> Values { Values(key: key, metadata: self) }

  /// The text values of a key, in order.
  public subscript(stringValues key: String) -> StringValues { StringValues(values: self[key]) }

  /// The byte values of a key, in order.
  public subscript(binaryValues key: String) -> BinaryValues { BinaryValues(values: self[key]) }
}

extension String {
  /// Whether the strings are equal when ASCII letters are taken as lower case.
  func isEqualIgnoringASCIICase(to other: String) -> Bool {
    utf8.elementsEqual(other.utf8) { $0.asciiLowercased == $1.asciiLowercased }
  }
}

extension UInt8 {
  /// The byte, as lower case if it is an upper-case ASCII letter.
  package var asciiLowercased: UInt8 {
    self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self
  }
}
