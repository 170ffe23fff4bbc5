import MartletCore
import MartletProtobuf

/// What files declare, by name.
struct ReflectionDescriptors: Sendable {
  /// One file as it is sent.
  struct File: Sendable {
    let bytes: [UInt8]
    let imports: [String]
  }

  private struct ExtensionKey: Hashable {
    let type: String
    let number: Int32
  }

  private var files: [String: File] = [:]
  private var filesBySymbol: [String: String] = [:]
  private var filesByExtension: [ExtensionKey: String] = [:]
  private var numbersByType: [String: [Int32]] = [:]
  private var messages: Set<String> = []

  /// The full names of the services, in order.
  private(set) var services: [String] = []

  /// Takes files in; a file that is given twice counts once.
  ///
  /// - Throws: ``RuntimeError`` with `invalidArgument` if an import is missing, or if two files
  ///   of one name differ or two declare the same name.
  init(_ protos: [Google_Protobuf_FileDescriptorProto]) throws {
    for proto in protos {
      let bytes: [UInt8] = try proto.serializedBytes()
      if let known = files[proto.name] {
        guard known.bytes == bytes else {
          throw RuntimeError(
            code: .invalidArgument,
            message: "there are two descriptors of '\(proto.name)', which differ")
        }
        continue
      }
      files[proto.name] = File(bytes: bytes, imports: proto.dependency)
      try addDeclarations(of: proto)
    }
    for (name, file) in files {
      for other in file.imports where files[other] == nil {
        throw RuntimeError(
          code: .invalidArgument,
          message: """
            '\(name)' imports '\(other)', whose descriptor is missing; \
            write descriptors together with what they import
            """)
      }
    }
    services.sort()
    numbersByType = numbersByType.mapValues { $0.sorted() }
  }

  /// Whether there is such a file.
  func isKnown(_ file: String) -> Bool { files[file] != nil }

  /// The file of this name.
  func file(named name: String) -> File? { files[name] }

  /// The name of the file that declares something, by its full name.
  func file(declaring symbol: String) -> String? { filesBySymbol[symbol] }

  /// The name of the file that declares an extension.
  func file(extending type: String, number: Int32) -> String? {
    filesByExtension[ExtensionKey(type: type, number: number)]
  }

  /// The numbers of a message's extensions, in order; `nil` if there is no such message.
  func extensionNumbers(of type: String) -> [Int32]? {
    messages.contains(type) ? numbersByType[type] ?? [] : nil
  }
}

// What a file declares.
extension ReflectionDescriptors {
  private mutating func addDeclarations(of file: Google_Protobuf_FileDescriptorProto) throws {
    let scope = file.package
    for message in file.messageType { try add(message, in: scope, of: file.name) }
    for enumeration in file.enumType { try add(enumeration, in: scope, of: file.name) }
    for field in file.`extension` { try add(extension: field, in: scope, of: file.name) }
    for service in file.service {
      let name = Self.join(scope, service.name)
      try add(symbol: name, of: file.name)
      services.append(name)
      for method in service.method {
        try add(symbol: Self.join(name, method.name), of: file.name)
      }
    }
  }

  private mutating func add(
    _ message: Google_Protobuf_DescriptorProto, in scope: String, of file: String
  ) throws {
    // A tree of messages, so that their depth is bounded by that of decoding.
    let name = Self.join(scope, message.name)
    try add(symbol: name, of: file)
    messages.insert(name)
    for field in message.field { try add(symbol: Self.join(name, field.name), of: file) }
    for oneof in message.oneofDecl { try add(symbol: Self.join(name, oneof.name), of: file) }
    for field in message.`extension` { try add(extension: field, in: name, of: file) }
    for enumeration in message.enumType { try add(enumeration, in: name, of: file) }
    for nested in message.nestedType { try add(nested, in: name, of: file) }
  }

  private mutating func add(
    _ enumeration: Google_Protobuf_EnumDescriptorProto, in scope: String, of file: String
  ) throws {
    try add(symbol: Self.join(scope, enumeration.name), of: file)
    // Values are siblings of their enumeration, as in C++.
    for value in enumeration.value { try add(symbol: Self.join(scope, value.name), of: file) }
  }

  private mutating func add(
    extension field: Google_Protobuf_FieldDescriptorProto, in scope: String, of file: String
  ) throws {
    try add(symbol: Self.join(scope, field.name), of: file)
    let type = field.extendee.first == "." ? String(field.extendee.dropFirst()) : field.extendee
    filesByExtension[ExtensionKey(type: type, number: field.number)] = file
    numbersByType[type, default: []].append(field.number)
  }

  private mutating func add(symbol: String, of file: String) throws {
    if let other = filesBySymbol.updateValue(file, forKey: symbol), other != file {
      throw RuntimeError(
        code: .invalidArgument, message: "'\(symbol)' is declared in '\(other)' and in '\(file)'")
    }
  }

  private static func join(_ scope: String, _ name: String) -> String {
    scope.isEmpty ? name : "\(scope).\(name)"
  }
}
