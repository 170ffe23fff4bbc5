internal import MartletProtobuf

/// Every type of a set of files, by its full name in protobuf: `.google.protobuf.Any`.
struct TypeIndex {
  struct MessageType {
    let descriptor: Google_Protobuf_DescriptorProto
    let swiftName: String
    let file: String
    /// Whether it is only the shape of a map's entries.
    var isMapEntry: Bool { descriptor.options.mapEntry }
  }

  struct EnumType {
    let descriptor: Google_Protobuf_EnumDescriptorProto
    let swiftName: String
    let file: String
    let isClosed: Bool
    let cases: [String]
  }

  private(set) var messages: [String: MessageType] = [:]
  private(set) var enums: [String: EnumType] = [:]
  private var recursive: Set<String> = []

  init(_ files: [Google_Protobuf_FileDescriptorProto], modules: [String: String]) {
    for file in files {
      let scope = file.package.isEmpty ? "" : "." + file.package
      let module = modules[file.name].map { $0 + "." } ?? ""
      let prefix = SwiftNames.prefix(of: file)
      for message in file.messageType {
        add(message, scope, module, prefix, in: file)
      }
      for enumeration in file.enumType { add(enumeration, scope, module, prefix, in: file) }
    }
    findRecursion()
  }

  private mutating func add(
    _ message: Google_Protobuf_DescriptorProto, _ scope: String, _ outer: String,
    _ prefix: String, in file: Google_Protobuf_FileDescriptorProto
  ) {
    let name = "\(scope).\(message.name)"
    let swiftName = outer + SwiftNames.message(prefix + message.name)
    messages[name] = MessageType(descriptor: message, swiftName: swiftName, file: file.name)
    for nested in message.nestedType { add(nested, name, swiftName + ".", "", in: file) }
    for nested in message.enumType { add(nested, name, swiftName + ".", "", in: file) }
  }

  private mutating func add(
    _ enumeration: Google_Protobuf_EnumDescriptorProto, _ scope: String, _ outer: String,
    _ prefix: String, in file: Google_Protobuf_FileDescriptorProto
  ) {
    enums["\(scope).\(enumeration.name)"] = EnumType(
      descriptor: enumeration,
      swiftName: outer + SwiftNames.enumeration(prefix + enumeration.name), file: file.name,
      isClosed: file.syntax != "proto3", cases: SwiftNames.cases(of: enumeration))
  }

  // MARK: Recursion

  /// Whether a value of the message may hold another of the same type within itself, not counting
  /// lists and maps, which are on the heap anyway.
  func isRecursive(_ name: String) -> Bool { recursive.contains(name) }

  /// Whether a message has no messages inside, not even in maps, so that its size is cheap to find.
  func isLeaf(_ name: String) -> Bool {
    guard let type = messages[name] else { return false }
    return type.descriptor.field.allSatisfy { field in
      if field.type != .message { return true }
      guard let inner = messages[field.typeName], inner.isMapEntry else { return false }
      return inner.descriptor.field.allSatisfy { $0.type != .message }
    }
  }

  /// Finds the messages that reach themselves (Tarjan's algorithm).
  private mutating func findRecursion() {
    var search = ComponentSearch(index: self)
    for name in messages.keys.sorted() { search.visit(name) }
    recursive = search.recursive
  }

  /// The messages that a value of this one holds within itself.
  fileprivate func directParts(of name: String) -> [String] {
    guard let type = messages[name] else { return [] }
    return type.descriptor.field.filter { $0.type == .message && $0.label != .repeated }
      .map(\.typeName)
  }
}

/// One search for the strongly connected components of the messages.
private struct ComponentSearch {
  let index: TypeIndex
  var recursive: Set<String> = []
  private var order: [String: Int] = [:]
  private var lowest: [String: Int] = [:]
  private var stack: [String] = []

  init(index: TypeIndex) { self.index = index }

  mutating func visit(_ name: String) {
    guard order[name] == nil else { return }
    let number = order.count
    order[name] = number
    lowest[name] = number
    stack.append(name)
    for part in index.directParts(of: name) {
      if part == name { recursive.insert(name) }
      if order[part] == nil {
        visit(part)
        lowest[name] = min(lowest[name] ?? number, lowest[part] ?? number)
      } else if stack.contains(part) {
        lowest[name] = min(lowest[name] ?? number, order[part] ?? number)
      }
    }
    guard lowest[name] == number, let start = stack.lastIndex(of: name) else { return }
    let component = stack[start...]
    if component.count > 1 { recursive.formUnion(component) }
    stack.removeSubrange(start...)
  }
}
