/// The paths of a field mask as a tree of the numbers of fields.
struct FieldMaskTree {
  private struct Node {
    let shape: FieldShape
    /// The places of nodes within this one, by the numbers of their fields.
    var children: [Int: Int] = [:]
    /// Whether a path ends here, so that what is within does not matter.
    var isWhole = false
  }

  private var nodes: [Node]

  /// - Throws: ``FieldMaskError/invalidPath``.
  init(_ paths: [String], of messageType: any Message.Type) throws {
    nodes = [Node(shape: .message(messageType))]
    for path in paths { try add(path) }
  }

  private mutating func add(_ path: String) throws {
    var place = 0
    var depth = 0
    for name in path.split(separator: ".", omittingEmptySubsequences: false) {
      depth += 1
      guard depth <= Google_Protobuf_FieldMask.pathDepthLimit,
        case .message(let type) = nodes[place].shape,
        let number = type.protoFields.number(of: String(name))
      else { throw FieldMaskError.invalidPath }
      if let child = nodes[place].children[number] {
        place = child
      } else {
        nodes[place].children[number] = nodes.count
        place = nodes.count
        nodes.append(Node(shape: type.shape(of: number)))
      }
    }
    nodes[place].isWhole = true
  }

  // MARK: Merging

  /// The fields of one encoded message, with those that the paths name as another has them.
  func merged(
    _ destination: [UInt8], _ source: [UInt8], replacesRepeated: Bool
  ) throws -> [UInt8] {
    try merged(destination, source, replacesRepeated, at: 0)
  }

  private func merged(
    _ destination: [UInt8], _ source: [UInt8], _ replacesRepeated: Bool, at place: Int
  ) throws -> [UInt8] {
    let children = nodes[place].children
    let (old, new) = (try WireField.fields(of: destination), try WireField.fields(of: source))
    let arriving = Set(new.map(\.number))
    var result: [UInt8] = []
    for field in old {
      let isKept =
        children[field.number].map {
          stays($0, replacesRepeated, isArriving: arriving.contains(field.number))
        } ?? true
      if isKept { result += field.bytes }
    }
    // Behind what there was, so that a field of a oneof replaces another.
    var done: Set<Int> = []
    for field in new {
      guard let child = children[field.number] else { continue }
      if nodes[child].isWhole {
        result += field.bytes
      } else if done.insert(field.number).inserted {
        let content = try merged(
          WireField.content(of: field.number, in: old),
          WireField.content(of: field.number, in: new), replacesRepeated, at: child)
        let isThere = old.contains { $0.number == field.number }
        if isThere || !content.isEmpty || setsValues(child) {
          result += field.bytes(around: content)
        }
      }
    }
    return result
  }

  /// Whether a message is there once merged into, though all that it takes over is unset.
  private func setsValues(_ place: Int) -> Bool {
    nodes[place].children.values.contains { child in
      if case .scalar = nodes[child].shape { true } else { false }
    }
  }

  /// Whether a field that the paths name stays as it was, to have more added.
  private func stays(_ place: Int, _ replacesRepeated: Bool, isArriving: Bool) -> Bool {
    guard nodes[place].isWhole else { return !isArriving }
    return switch nodes[place].shape {
    case .scalar: false
    case .message: true
    case .repeated: !replacesRepeated
    }
  }

  // MARK: Trimming

  /// The fields of an encoded message that the paths name, and those that its type does not know.
  func trimmed(_ message: [UInt8]) throws -> [UInt8] { try trimmed(message, at: 0) }

  private func trimmed(_ message: [UInt8], at place: Int) throws -> [UInt8] {
    var result: [UInt8] = []
    for field in try WireField.fields(of: message) {
      if let child = nodes[place].children[field.number] {
        result +=
          nodes[child].isWhole
          ? field.bytes : field.bytes(around: try trimmed(field.content, at: child))
      } else if place == 0, case .message(let type) = nodes[place].shape,
        type.protoFields.name(of: field.number) == nil
      {
        result += field.bytes
      }
    }
    return result
  }
}
