internal import MartletDynamic
internal import MartletProtobuf

/// Bytes as messages: what is decoded and encoded stays what it is, and libprotobuf-c accepts what
/// generated code accepts.
enum WireTarget {
  static func run(_ bytes: [UInt8]) {
    let everything = decode(Martlet_Testing_Everything.self, bytes)
    agree(bytes, isAccepted: everything != nil)
    if let everything { Stability.check(everything) }
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

  private static func agree(_ bytes: [UInt8], isAccepted: Bool) {
    guard let type else { preconditionFailure("testing/everything.proto was not found") }
    do {
      _ = try DynamicMessage(type, serializedBytes: bytes)
      precondition(isAccepted, "only the dynamic message is accepted")
    } catch {
      // libprotobuf-c knows no groups, which generated code passes over.
      precondition(!isAccepted || "\(error)".contains("group"), "only generated code accepts this")
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
