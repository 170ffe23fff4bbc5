public import MartletProtobuf

/// Makes Swift files of `.proto` files.
public struct SwiftFileGenerator {
  private let files: [String: Google_Protobuf_FileDescriptorProto]
  let options: GeneratorOptions
  private let index: TypeIndex

  /// The editions that Swift is made of, the first and the last; `nil` if there are none.
  public static var editions: ClosedRange<Int>? { Supported.editions }

  /// Creates a generator.
  ///
  /// - Parameters:
  ///   - files: Every file that may be named, and all that they import.
  ///   - options: What to generate, and how.
  public init(files: [Google_Protobuf_FileDescriptorProto], options: GeneratorOptions) {
    self.files = Dictionary(files.map { ($0.name, $0) }) { first, _ in first }
    self.options = options
    index = TypeIndex(files, modules: options.moduleMappings)
  }

  /// The Swift files for several `.proto` files, in their order, and that of their descriptors if
  /// it is asked for.
  ///
  /// - Parameter names: The files, as they are named in their descriptors.
  /// - Throws: ``GeneratorError`` if something cannot be said in Swift, or two would be one file.
  public func generate(filesNamed names: [String]) throws -> [GeneratedFile] {
    var origins: [String: String] = [:]
    var generated: [GeneratedFile] = []
    for name in names {
      for file in try generate(fileNamed: name) {
        if let other = origins.updateValue(name, forKey: file.name) {
          throw GeneratorError(
            message: """
              \(other) and \(name) would both be written to \(file.name); name files by their \
              whole path: full-path or path-to-underscores
              """)
        }
        generated.append(file)
      }
    }
    if let file = try descriptors(ofFilesNamed: names) { generated.append(file) }
    return generated
  }

  /// The Swift files for one `.proto` file: its messages and enumerations in `*.pb.swift`, its
  /// services in `*.grpc.swift`. The same input gives the same text.
  ///
  /// - Parameter name: The file, as it is named in its descriptor.
  /// - Returns: The files, none for one that has nothing to generate.
  /// - Throws: ``GeneratorError`` if there is no such file, or something of it cannot be said
  ///   in Swift.
  public func generate(fileNamed name: String) throws -> [GeneratedFile] {
    guard let file = files[name] else {
      throw GeneratorError(message: "\(name) is not among the files to generate from")
    }
    try Supported.check(file)
    let context = FileContext(file: file, index: index, options: options)
    var generated: [GeneratedFile] = []
    let hasTypes =
      !file.messageType.isEmpty || !file.enumType.isEmpty || !file.extension.isEmpty
    if options.emitsMessages && hasTypes {
      generated.append(
        GeneratedFile(name: outputName(name, "pb"), content: context.messagesFile()))
    } else if options.emitsEmptyFiles {
      generated.append(GeneratedFile(name: outputName(name, "pb"), content: context.emptyFile()))
    }
    if options.emitsClients || options.emitsServers, !file.service.isEmpty {
      generated.append(
        GeneratedFile(name: outputName(name, "grpc"), content: try context.servicesFile()))
    } else if options.emitsEmptyFiles {
      generated.append(GeneratedFile(name: outputName(name, "grpc"), content: context.emptyFile()))
    }
    return generated
  }

  /// The descriptor of a file; `nil` if there is none of this name.
  func descriptor(ofFileNamed name: String) -> Google_Protobuf_FileDescriptorProto? { files[name] }

  private func outputName(_ proto: String, _ kind: String) -> String {
    if let base = options.outputBases[proto] { return "\(base).\(kind).swift" }
    let base = proto.hasSuffix(".proto") ? String(proto.dropLast(6)) : proto
    let name =
      switch options.fileNaming {
      case .fullPath: base
      case .pathToUnderscores: base.split(separator: "/").joined(separator: "_")
      case .dropPath: base.split(separator: "/").last.map(String.init) ?? base
      }
    return "\(name).\(kind).swift"
  }
}

/// Why nothing was generated.
public struct GeneratorError: Error, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let message: String

  /// Creates an error.
  public init(message: String) { self.message = message }

  public var description: String { message }
}
