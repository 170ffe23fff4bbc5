import Synchronization

/// The custom headers of one request or response, as the bytes that arrived.
///
/// Strings and decoded values are made only when somebody looks: most handlers never do. A
/// transport fills a block in, then publishes it inside ``Metadata``; from then on it does not
/// change, and may be read from any thread. It may be filled again only once nobody else holds it.
public final class HeaderBlock: @unchecked Sendable {
  // Sendable: `bytes` and `count` are written only before the block is published, which is also
  // why their exclusivity need not be checked.

  /// One after the other: for each header the lengths of its name and value, then both.
  @exclusivity(unchecked) private var bytes = MessageBuffer()
  /// The number of headers.
  @exclusivity(unchecked) @usableFromInline private(set) var count = 0
  private let decoded = Mutex<[Metadata.Element]?>(nil)
  /// Whether anybody has looked, so that emptying a block takes no lock.
  private let isDecoded = Atomic<Bool>(false)

  /// Creates an empty block.
  public init() {}

  /// Whether no header has been added.
  @inlinable
  public var isEmpty: Bool { count == 0 }

  /// Adds a header whose name is lower case, as HTTP/2 has it.
  public func append(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    bytes.appendField(name, value)
    count += 1
  }

  /// Forgets the headers and keeps the memory, unless it has grown beyond the common size.
  public func removeAll() {
    guard count > 0 else { return }
    count = 0
    bytes.removeAll(keepingAtMost: Self.keptBytes)
    if isDecoded.load(ordering: .relaxed) { forgetDecoded() }
  }

  @inline(never)
  private func forgetDecoded() {
    isDecoded.store(false, ordering: .relaxed)
    decoded.withLock { $0 = nil }
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
    elements.reserveCapacity(count)
    bytes.forEachField { name, value in
      let key = String(decoding: name, as: UTF8.self)
      if key.hasSuffix("-bin") {
        // One header may carry several values, joined by commas.
        for part in value.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
          let digits = part.filter { $0 != UInt8(ascii: " ") }
          if let bytes = Base64.decode(digits) { elements.append((key, .binary(bytes))) }
        }
      } else {
        elements.append((key, .string(String(decoding: value, as: UTF8.self))))
      }
    }
    return elements
  }
}
