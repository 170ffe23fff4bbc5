internal import MartletProtobuf

/// Every type of a set of files, by its full name in protobuf: `.google.protobuf.Any`.
struct TypeIndex {
  struct MessageType {
    let descriptor: Google_Protobuf_DescriptorProto
    let swiftName: String
    let file: String
    let features: Features
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
  private var large: Set<String> = []
  private var checked: Set<String> = []

  init(_ files: [Google_Protobuf_FileDescriptorProto], modules: [String: String]) {
    for file in files {
      let scope = file.package.isEmpty ? "" : "." + file.package
      let module = modules[file.name].map { $0 + "." } ?? ""
      let prefix = SwiftNames.prefix(of: file)
      let features = Features(file)
      for message in file.messageType {
        add(message, scope, module, prefix, features, in: file)
      }
      for enumeration in file.enumType {
        add(enumeration, scope, module, prefix, features, in: file)
      }
    }
    findLarge()
    findUninitialized()
  }

  private mutating func add(
    _ message: Google_Protobuf_DescriptorProto, _ scope: String, _ outer: String,
    _ prefix: String, _ outerFeatures: Features, in file: Google_Protobuf_FileDescriptorProto
  ) {
    let name = "\(scope).\(message.name)"
    let features = outerFeatures.changed(by: message.options.features)
    let swiftName = outer + SwiftNames.message(prefix + message.name)
    messages[name] = MessageType(
      descriptor: message, swiftName: swiftName, file: file.name, features: features)
    for nested in message.nestedType { add(nested, name, swiftName + ".", "", features, in: file) }
    for nested in message.enumType { add(nested, name, swiftName + ".", "", features, in: file) }
  }

  private mutating func add(
    _ enumeration: Google_Protobuf_EnumDescriptorProto, _ scope: String, _ outer: String,
    _ prefix: String, _ features: Features, in file: Google_Protobuf_FileDescriptorProto
  ) {
    enums["\(scope).\(enumeration.name)"] = EnumType(
      descriptor: enumeration,
      swiftName: outer + SwiftNames.enumeration(prefix + enumeration.name), file: file.name,
      isClosed: features.changed(by: enumeration.options.features).isClosed,
      cases: SwiftNames.cases(of: enumeration))
  }

  /// Whether the message is only the shape of a map's entries.
  func isMapEntry(_ name: String) -> Bool { messages[name]?.isMapEntry ?? false }

  /// What a field's names in Swift are made from. A group is called by its type: a field that is
  /// encoded as one, is named after its type and stands beside it.
  ///
  /// - Parameters:
  ///   - scope: The message, or the package, that the field stands in.
  ///   - features: The features of that.
  func nameBase(
    _ field: Google_Protobuf_FieldDescriptorProto, in scope: String, _ features: Features
  ) -> String {
    guard let type = messages[field.typeName], features.of(field).isDelimited else {
      return field.name
    }
    let name = type.descriptor.name
    guard name.lowercased() == field.name, field.typeName == "\(scope).\(name)" else {
      return field.name
    }
    return name
  }

  // MARK: Size

  /// Whether the fields of a message are on the heap, shared by its copies until one is changed.
  func isLarge(_ name: String) -> Bool { large.contains(name) }

  /// Finds the large messages. What is within one is on the heap, so it may hold itself; and what
  /// is not boxed any more takes room, so that others may be large.
  private mutating func findLarge() {
    repeat {
      findRecursion()
      var sizes = MessageSizes(index: self)
      let found = messages.keys.filter { !large.contains($0) && sizes.isLarge($0) }
      if found.isEmpty { return }
      large.formUnion(found)
    } while true
  }

  // MARK: Recursion

  /// Whether a value of the message may hold another of the same type within itself, not counting
  /// lists, maps and large messages, which are on the heap anyway.
  func isRecursive(_ name: String) -> Bool { recursive.contains(name) }

  /// Whether a message has no messages inside, not even in maps, so that its size is cheap to find.
  func isLeaf(_ name: String) -> Bool {
    guard let type = messages[name] else { return false }
    if !type.descriptor.extensionRange.isEmpty { return false }
    return type.descriptor.field.allSatisfy { field in
      if field.type == .group { return false }
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
    guard let type = messages[name], !isLarge(name) else { return [] }
    return type.descriptor.field.filter { $0.isMessage && $0.label != .repeated }.map(\.typeName)
  }

  // MARK: Required fields

  /// Whether a value of the message may lack a required field, in whatever depth. Extensions may
  /// have such fields too.
  func isChecked(_ name: String) -> Bool { checked.contains(name) }

  /// Finds the messages that have required fields or extensions, then those that hold such, and so
  /// on.
  private mutating func findUninitialized() {
    var holders: [String: [String]] = [:]
    var found: [String] = []
    for (name, type) in messages {
      let hasRequired = type.descriptor.field.contains {
        type.features.of($0).presence == .legacyRequired
      }
      if hasRequired || !type.descriptor.extensionRange.isEmpty { found.append(name) }
      for field in type.descriptor.field where field.isMessage {
        holders[field.typeName, default: []].append(name)
      }
    }
    while let name = found.popLast() {
      if checked.insert(name).inserted { found += holders[name] ?? [] }
    }
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

extension Google_Protobuf_FieldDescriptorProto {
  /// Whether the value is a message, however it is put on the wire.
  var isMessage: Bool { type == .message || type == .group }
}
