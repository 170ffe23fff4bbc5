import Synchronization

/// The custom headers of one request or response, as the bytes that arrived.
///
/// Strings and decoded values are made only when somebody looks: most handlers never do. A
/// transport fills a block in, then publishes it inside ``Metadata``; from then on it does not
/// change, and may be read from any thread. It may be filled again only once nobody else holds it.
public final class HeaderBlock: @unchecked Sendable {
  // Sendable: `bytes` and `fields` are written only before the block is published.
  private var bytes: [UInt8] = []
  private var fields: [Field] = []
  private let decoded = Mutex<[Metadata.Element]?>(nil)
  /// Whether anybody has looked, so that emptying a block takes no lock.
  private let isDecoded = Atomic<Bool>(false)

  private struct Field {
    var nameEnd: Int
    var valueEnd: Int
  }

  /// Creates an empty block.
  public init() {}

  /// Whether no header has been added.
  public var isEmpty: Bool { fields.isEmpty }

  /// Adds a header whose name is lower case, as HTTP/2 has it.
  public func append(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    bytes.append(contentsOf: name)
    let nameEnd = bytes.count
    bytes.append(contentsOf: value)
    fields.append(Field(nameEnd: nameEnd, valueEnd: bytes.count))
  }

  /// Forgets the headers and keeps the memory, unless it has grown beyond the common size.
  public func removeAll() {
    guard !fields.isEmpty else { return }
    bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptBytes)
    fields.removeAll(keepingCapacity: bytes.capacity <= Self.keptBytes)
    if isDecoded.exchange(false, ordering: .relaxed) { decoded.withLock { $0 = nil } }
  }

  /// The most memory that an emptied block holds on to.
  private static let keptBytes = 4096

  /// The headers as metadata, made at the first look.
  var elements: [Metadata.Element] {
    decoded.withLock { decoded in
      if let decoded { return decoded }
      let elements = decode()
      isDecoded.store(true, ordering: .relaxed)
      decoded = elements
      return elements
    }
  }

  private func decode() -> [Metadata.Element] {
    var elements: [Metadata.Element] = []
    elements.reserveCapacity(fields.count)
    var start = 0
    for field in fields {
      let key = String(decoding: bytes[start..<field.nameEnd], as: UTF8.self)
      let value = bytes[field.nameEnd..<field.valueEnd]
      if key.hasSuffix("-bin") {
        // One header may carry several values, joined by commas.
        for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
          let digits = part.filter { $0 != UInt8(ascii: " ") }
          if let bytes = Base64.decode(digits) { elements.append((key, .binary(bytes))) }
        }
      } else {
        elements.append((key, .string(String(decoding: value, as: UTF8.self))))
      }
      start = field.valueEnd
    }
    return elements
  }
}
