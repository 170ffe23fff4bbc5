internal import ArgumentParser
internal import CommandSupport
internal import MartletDynamic
internal import SwiftGenerator

/// What the `martlet.json` of a folder says about the `.proto` files in it; whatever it does not
/// say, and all of it if there is none, has a default.
struct FolderConfiguration {
  /// Who may see what is generated.
  private(set) var visibility: GeneratorOptions.Visibility?
  /// Whether clients of services are generated.
  private(set) var client: Bool?
  /// Whether servers of services are generated.
  private(set) var server: Bool?
  /// The type that holds descriptors for the reflection service.
  private(set) var descriptors: String?
  /// The Swift modules that hold other files' types.
  private(set) var modules: [String: String] = [:]
  /// The folders that imports are looked up in, the folder itself last.
  private(set) var protoPaths: [String]

  private let file: String
  private let folder: String

  /// Reads the file, if there is one.
  ///
  /// - Throws: A `ValidationError` that names what is wrong.
  init(of folder: String) throws {
    let absolute = FileSystem.absolute(folder)
    self.folder = absolute
    file = absolute + "/martlet.json"
    protoPaths = ["\(absolute)/Protos", absolute]
    guard let bytes = FileSystem.read(file) else { return }
    do {
      let text = String(decoding: bytes, as: UTF8.self)
      guard case .object(let members) = try JSONReader.read(text) else {
        throw ValidationError(
          "\(file): there must be an object, as in { \"visibility\": \"public\" }")
      }
      for member in members { try set(member.name, to: member.value) }
    } catch let error as DynamicMessageError {
      throw ValidationError("\(file):\(error)")
    }
  }

  private mutating func set(_ name: String, to value: JSONValue) throws {
    switch name {
    case "visibility":
      guard case .string(let text) = value, let found = GeneratorOptions.Visibility(spelling: text)
      else { throw wrong(name, "internal, package or public") }
      visibility = found
    case "client": client = try flag(name, value)
    case "server": server = try flag(name, value)
    case "descriptors":
      guard case .string(let text) = value, GeneratorOptions.isTypeName(text) else {
        throw wrong(name, "a type's name: a capital letter, then letters, digits or underscores")
      }
      descriptors = text
    case "importPaths":
      guard case .array(let elements) = value else { throw wrong(name, "a list of folders") }
      protoPaths = try strings(elements, of: name).map { path in
        FileSystem.absolute(path.hasPrefix("/") ? path : "\(folder)/\(path)")
      }
      protoPaths.append(folder)
    case "modules":
      guard case .object(let members) = value else {
        throw wrong(name, "modules by files, as in { \"base/money.proto\": \"Base\" }")
      }
      for member in members {
        modules[member.name] = try strings([member.value], of: name)[0]
      }
    default:
      throw ValidationError(
        """
        \(file): '\(name)' is not known; there are visibility, client, server, descriptors, \
        importPaths and modules
        """)
    }
  }

  private func strings(_ values: [JSONValue], of name: String) throws -> [String] {
    try values.map { value in
      guard case .string(let text) = value else { throw wrong(name, "made of strings") }
      return text
    }
  }

  private func flag(_ name: String, _ value: JSONValue) throws -> Bool {
    guard case .bool(let flag) = value else { throw wrong(name, "true or false") }
    return flag
  }

  private func wrong(_ name: String, _ expected: String) -> ValidationError {
    ValidationError("\(file): '\(name)' must be \(expected)")
  }

  /// What the Swift of a `.proto` file is called by: its path from the folder, whatever imports
  /// call it, so that those who run this know the names before.
  func outputBase(of path: String) -> String {
    let absolute = FileSystem.absolute(path)
    let name = absolute.hasPrefix(folder + "/") ? absolute.dropFirst(folder.utf8.count + 1) : nil
    let base = name ?? absolute.split(separator: "/").last ?? ""
    return base.dropLast(".proto".count).split(separator: "/").joined(separator: "_")
  }
}
