internal import MartletDynamic
internal import MartletProtobuf

/// Bytes as messages: what is decoded and encoded stays what it is, generated code accepts what
/// libprotobuf-c accepts, and libprotobuf-c what generated code writes.
enum WireTarget {
  static func run(_ bytes: [UInt8]) {
    let everything = decode(Martlet_Testing_Everything.self, bytes)
    if isAccepted(bytes) { precondition(everything != nil, "only the dynamic message is accepted") }
    if let everything {
      Stability.check(everything)
      // Not the bytes that came, which may be written in ways that libprotobuf-c does not take.
      precondition(isLegible(Stability.bytes(everything)), "only the generated message is accepted")
    }
    if let legacy = decode(Martlet_Testing_Legacy_Legacy.self, bytes) { Stability.check(legacy) }
    if let edition = decode(Martlet_Testing_Editions_Edition.self, bytes) {
      Stability.check(edition)
    }
  }

  private static func decode<M: Message>(_ type: M.Type, _ bytes: [UInt8]) -> M? {
    try? M(serializedBytes: bytes, partial: true)
  }

  private static let type: DynamicMessageType? = {
    let files = ProtoTarget.link("testing/everything.proto") ?? []
    return (try? DescriptorPool(files))?.messageType("martlet.testing.Everything")
  }()

  private static func isAccepted(_ bytes: [UInt8]) -> Bool {
    type.map { (try? DynamicMessage($0, serializedBytes: bytes)) != nil } ?? false
  }

  /// Whether libprotobuf-c accepts bytes, or says that they have what it cannot read: groups, and
  /// values of another wire type than the field's, which generated code passes over.
  private static func isLegible(_ bytes: [UInt8]) -> Bool {
    guard let type else { preconditionFailure("testing/everything.proto was not found") }
    do {
      _ = try DynamicMessage(type, serializedBytes: bytes)
      return true
    } catch {
      return "\(error)".contains("libprotobuf-c cannot read")
    }
  }
}

/// That what has been read is written so that it reads the same.
enum Stability {
  private static let sorted = {
    var options = BinaryEncodingOptions()
    options.useDeterministicOrdering = true
    return options
  }()

  static func bytes<M: Message>(_ message: M) -> [UInt8] {
    guard let bytes: [UInt8] = try? message.serializedBytes(partial: true, options: sorted) else {
      preconditionFailure("what was read cannot be encoded")
    }
    return bytes
  }

  static func check<M: Message>(_ message: M) {
    let once = bytes(message)
    guard let again = try? M(serializedBytes: once, partial: true) else {
      preconditionFailure("what was encoded cannot be decoded")
    }
    precondition(bytes(again) == once, "the message changes when it is encoded and decoded")
  }
}
