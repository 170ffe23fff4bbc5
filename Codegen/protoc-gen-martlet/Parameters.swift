internal import CommandSupport
internal import SwiftGenerator

/// What users say by `--martlet_opt=Visibility=Public,Client=false`, spelled as the other
/// generators for Swift have it.
enum Parameters {
  /// - Throws: ``GeneratorError`` if a parameter is not known, or its value is none.
  static func read(_ text: String) throws -> GeneratorOptions {
    var options = GeneratorOptions()
    for parameter in text.split(separator: ",") {
      let parts = parameter.split(separator: "=", maxSplits: 1).map(trimmed)
      try set(parts[0], to: parts.count == 2 ? parts[1] : "", in: &options)
    }
    return options
  }

  private static func set(
    _ name: String, to value: String, in options: inout GeneratorOptions
  ) throws {
    switch name {
    case "Visibility":
      options.visibility = try found(
        GeneratorOptions.Visibility(spelling: value), name, value, "Internal, Package or Public")
    case "FileNaming":
      options.fileNaming = try found(
        GeneratorOptions.FileNaming(spelling: value), name, value,
        "FullPath, PathToUnderscores or DropPath")
    case "Messages": options.emitsMessages = try flag(name, value)
    case "Client": options.emitsClients = try flag(name, value)
    case "Server": options.emitsServers = try flag(name, value)
    case "Descriptors": options.descriptorsType = value
    case "Module": try options.mapModule(value)
    case "ProtoPathModuleMappings":
      guard let bytes = FileSystem.read(value) else {
        throw GeneratorError(message: "\(name)=\(value): there is no such file")
      }
      try options.mapModules(of: String(decoding: bytes, as: UTF8.self))
    default:
      throw GeneratorError(
        message: """
          the parameter '\(name)' is not known; there are Visibility, FileNaming, Messages, \
          Client, Server, Descriptors, Module and ProtoPathModuleMappings
          """)
    }
  }

  private static func flag(_ name: String, _ value: String) throws -> Bool {
    try found(Bool(value.lowercased()), name, value, "true or false")
  }

  private static func found<Value>(
    _ result: Value?, _ name: String, _ value: String, _ choices: String
  ) throws -> Value {
    if let result { return result }
    throw GeneratorError(message: "\(name) is \(choices), not '\(value)'")
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
