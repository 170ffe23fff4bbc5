/// Finds the method that a path names, without making a string of it.
///
/// An open-addressed hash table that is never changed after it was made, so every loop reads it
/// without a lock.
public final class MethodTable: Sendable {
  private struct Slot: Sendable {
    let path: [UInt8]
    let method: ServerMethod
  }

  private let slots: [Slot?]
  private let mask: Int
  private let services: Set<String>

  init(_ router: RPCRouter) {
    var size = 8
    while size < router.count * 4 { size *= 2 }
    let mask = size - 1
    var slots = [Slot?](repeating: nil, count: size)
    var services: Set<String> = []
    for method in router.registered {
      let path = Array("/\(method.descriptor.fullyQualifiedMethod)".utf8)
      var index = Self.hash(path) & mask
      while slots[index] != nil { index = (index + 1) & mask }
      slots[index] = Slot(path: path, method: method)
      services.insert(method.descriptor.service.fullyQualifiedService)
    }
    self.slots = slots
    self.mask = mask
    self.services = services
  }

  /// The method with this path, such as `/grpc.health.v1.Health/Check`.
  public func method(forPath path: UnsafeRawBufferPointer) -> ServerMethod? {
    var index = Self.hash(path) & mask
    while let slot = slots[index] {
      if path.equals(slot.path) { return slot.method }
      index = (index + 1) & mask
    }
    return nil
  }

  /// The status for a path that names no method: it tells an unknown service from an unknown
  /// method.
  public func unimplemented(path: UnsafeRawBufferPointer) -> Status {
    let text = String(decoding: path, as: UTF8.self)
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].isEmpty else {
      return Status(code: .unimplemented, message: "malformed method name: '\(text)'")
    }
    if services.contains(String(parts[1])) {
      return Status(
        code: .unimplemented, message: "unknown method '\(parts[2])' of service '\(parts[1])'")
    }
    return Status(code: .unimplemented, message: "unknown service '\(parts[1])'")
  }

  /// FNV-1a over the last bytes, which differ most between methods, and the length.
  private static func hash(_ path: some BidirectionalCollection<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ UInt64(path.count)
    for byte in path.suffix(24) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32)) & .max
  }
}
