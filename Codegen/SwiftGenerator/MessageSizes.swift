internal import MartletProtobuf

/// What copies of messages cost, and so which of them are large: those whose fields are better
/// shared on the heap.
struct MessageSizes {
  /// The most that a message has in itself, counted in numbers. Sharing costs 370 instructions for
  /// each message that is made and saves all but 110 of those that a copy takes: a few for a
  /// number, some forty for a reference, which is counted. Benchmarks/NOTES.md has the figures.
  static let limit = 64
  private static let number = 1
  /// A string, an array, a dictionary, a box, a large message.
  private static let reference = 4

  private let index: TypeIndex
  private var known: [String: Int] = [:]

  init(index: TypeIndex) { self.index = index }

  mutating func isLarge(_ name: String) -> Bool {
    index.isLarge(name) || size(of: name) > Self.limit
  }

  /// The size of what a message has in itself. It ends, since what leads back is boxed.
  private mutating func size(of name: String) -> Int {
    if let size = known[name] { return size }
    guard let type = index.messages[name] else { return 0 }
    // The fields that are not known.
    var total = Self.reference
    if !type.descriptor.extensionRange.isEmpty { total += Self.reference }
    var oneofs: [Int32: Int] = [:]
    for field in type.descriptor.field {
      let size = size(of: field, in: name)
      if field.hasOneofIndex, !field.proto3Optional {
        oneofs[field.oneofIndex] = max(oneofs[field.oneofIndex] ?? 0, size)
      } else {
        total += size
      }
    }
    for size in oneofs.values { total += index.isRecursive(name) ? Self.reference : size }
    known[name] = total
    return total
  }

  private mutating func size(
    of field: Google_Protobuf_FieldDescriptorProto, in message: String
  ) -> Int {
    if field.label == .repeated || field.type == .string || field.type == .bytes {
      return Self.reference
    }
    guard field.isMessage else { return Self.number }
    let isBoxed = index.isRecursive(message) && index.isRecursive(field.typeName)
    return isBoxed || isLarge(field.typeName) ? Self.reference : size(of: field.typeName)
  }
}
