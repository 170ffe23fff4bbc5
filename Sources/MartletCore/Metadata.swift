/// Key-value pairs that travel beside the messages of a call, in order, with repeats.
///
/// Keys are ASCII and compared without regard to case. A key that ends in `-bin` carries bytes,
/// which travel as Base64; any other carries printable ASCII text (gRPC over HTTP/2,
/// "Custom-Metadata"). A call whose metadata cannot travel so fails with `INTERNAL`, which says
/// why, and spaces at the ends of a text are not sent. Keys that begin with `grpc-` belong to gRPC
/// itself.
///
/// ```swift
/// var metadata: Metadata = ["tenant": "acme"]
/// metadata.addBinary([1, 2, 3], forKey: "trace-bin")
/// for tenant in metadata[stringValues: "tenant"] { print(tenant) }
/// ```
public struct Metadata: Sendable {
  /// One value.
  public enum Value: Sendable, Hashable {
    /// Text.
    case string(String)
    /// Bytes.
    case binary([UInt8])

    /// The value as it travels: bytes in Base64.
    public func encoded() -> String {
      switch self {
      case .string(let string): string
      case .binary(let bytes): Base64.encode(bytes)
      }
    }
  }

  @usableFromInline
  enum Storage: Sendable {
    case nothing
    case elements([Element])
    case received(HeaderBlock)
  }

  @usableFromInline var storage: Storage

  /// Creates empty metadata.
  @inlinable
  public init() {
    storage = .nothing
  }

  /// Creates metadata from pairs.
  public init(_ elements: some Sequence<Element>) {
    storage = .elements(Array(elements))
  }

  /// Creates metadata from headers that arrived.
  ///
  /// - Parameter block: The headers, which must not change from now on.
  @inlinable
  public init(_ block: HeaderBlock) {
    storage = block.isEmpty ? .nothing : .received(block)
  }

  private var elements: [Element] {
    get {
      switch storage {
      case .nothing: []
      case .elements(let elements): elements
      case .received(let block): block.elements
      }
    }
    set { storage = .elements(newValue) }
  }

  /// Changes the pairs in place, without copying them first.
  private mutating func update(_ body: (inout [Element]) -> Void) {
    var elements = self.elements
    storage = .nothing
    body(&elements)
    storage = .elements(elements)
  }

  /// The number of pairs that fit without another allocation.
  public var capacity: Int { elements.capacity }

  /// Makes room for at least this many pairs.
  public mutating func reserveCapacity(_ minimumCapacity: Int) {
    update { $0.reserveCapacity(minimumCapacity) }
  }

  /// Adds a text value, keeping those that are there.
  public mutating func addString(_ stringValue: String, forKey key: String) {
    update { $0.append((key, .string(stringValue))) }
  }

  /// Adds bytes, keeping the values that are there. The key should end in `-bin`.
  public mutating func addBinary(_ binaryValue: [UInt8], forKey key: String) {
    update { $0.append((key, .binary(binaryValue))) }
  }

  /// Adds pairs, keeping those that are there.
  public mutating func add(contentsOf other: some Sequence<Element>) {
    update { $0.append(contentsOf: other) }
  }

  /// Adds another's pairs, keeping those that are there.
  @inlinable
  public mutating func add(contentsOf other: Metadata) {
    if other.isEmpty { return }
    if isEmpty {
      self = other
    } else {
      append(other)
    }
  }

  @usableFromInline
  mutating func append(_ other: Metadata) {
    update { $0.append(contentsOf: other.elements) }
  }

  /// Removes every value of a key.
  public mutating func removeAllValues(forKey key: String) {
    update { $0.removeAll { $0.key.isEqualIgnoringASCIICase(to: key) } }
  }

  /// Sets a key to one text value.
  public mutating func replaceOrAddString(_ stringValue: String, forKey key: String) {
    removeAllValues(forKey: key)
    addString(stringValue, forKey: key)
  }

  /// Sets a key to one value of bytes.
  public mutating func replaceOrAddBinary(_ binaryValue: [UInt8], forKey key: String) {
    removeAllValues(forKey: key)
    addBinary(binaryValue, forKey: key)
  }

  /// Removes every pair.
  public mutating func removeAll(keepingCapacity: Bool = false) {
    update { $0.removeAll(keepingCapacity: keepingCapacity) }
  }

  /// Removes the pairs that `shouldBeRemoved` picks.
  public mutating func removeAll(where shouldBeRemoved: (Element) throws -> Bool) rethrows {
    try elements.removeAll(where: shouldBeRemoved)
  }
}

extension Metadata: RandomAccessCollection {
  /// A key and one of its values.
  public typealias Element = (key: String, value: Value)

  /// The place of a pair.
  public struct Index: Comparable, Sendable {
    let offset: Int

    public static func < (left: Index, right: Index) -> Bool { left.offset < right.offset }
  }

  @inlinable
  public var isEmpty: Bool {
    switch storage {
    case .nothing: true
    case .elements(let elements): elements.isEmpty
    case .received(let block): block.isEmpty
    }
  }

  public var startIndex: Index { Index(offset: 0) }
  public var endIndex: Index { Index(offset: elements.count) }
  public func index(after index: Index) -> Index { Index(offset: index.offset + 1) }
  public func index(before index: Index) -> Index { Index(offset: index.offset - 1) }
  public func index(_ index: Index, offsetBy distance: Int) -> Index {
    Index(offset: index.offset + distance)
  }
  public func distance(from start: Index, to end: Index) -> Int { end.offset - start.offset }
  public subscript(position: Index) -> Element { elements[position.offset] }
}

extension Metadata: Hashable {
  public static func == (left: Metadata, right: Metadata) -> Bool {
    left.elementsEqual(right) { $0.key == $1.key && $0.value == $1.value }
  }

  public func hash(into hasher: inout Hasher) {
    for element in elements {
      hasher.combine(element.key)
      hasher.combine(element.value)
    }
  }
}

extension Metadata: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral {
  @inlinable
  public init(dictionaryLiteral elements: (String, Value)...) {
    // `[:]` is on the path of every call.
    if elements.isEmpty { self.init() } else { self.init(pairs: elements) }
  }

  @usableFromInline
  init(pairs: [(String, Value)]) {
    self.init(pairs.map { (key: $0.0, value: $0.1) })
  }

  public init(arrayLiteral elements: (String, Value)...) {
    self.init(elements.map { (key: $0.0, value: $0.1) })
  }
}

extension Metadata.Value: ExpressibleByStringInterpolation, ExpressibleByArrayLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: UInt8...) { self = .binary(elements) }
}

extension Metadata: CustomStringConvertible {
  public var description: String {
    isEmpty ? "[:]" : "[" + map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ") + "]"
  }
}

extension Metadata.Value: CustomStringConvertible {
  public var description: String {
    switch self {
    case .string(let string): "\"\(string)\""
    case .binary(let bytes): "\(bytes)"
    }
  }
}
