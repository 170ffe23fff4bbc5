import Foundation
import MartletDynamic
import MartletProtobuf
import ProtoLink
import ProtoSyntax
import Testing
import ToolSupport

/// Files by their names, for the linker.
struct Files: SourceReader {
  var files: [String: String] = [:]
  var searchedPlaces: [String] { ["memory", Protoc.protos] }

  func read(_ name: String) -> SourceFile? {
    if let text = files[name] { return SourceFile(name: name, bytes: Array(text.utf8)) }
    let path = "\(Protoc.protos)/\(name)"
    return FileManager.default.contents(atPath: path).map {
      SourceFile(name: name, bytes: Array($0))
    }
  }
}

/// The descriptors of a file of `Protos`, or of one whose text is given; what it imports first.
func linked(
  _ name: String, _ text: String? = nil
) throws -> [Google_Protobuf_FileDescriptorProto] {
  let diagnostics = Diagnostics()
  let files = Files(files: text.map { [name: $0] } ?? [:])
  let linked = Linker.link([name], from: BuiltinReader(files), diagnostics)
  try #require(!diagnostics.hasErrors, "\(diagnostics.all.map(\.description))")
  return linked
}

/// The types of such a file.
func pool(_ name: String, _ text: String? = nil) throws -> DescriptorPool {
  try DescriptorPool(linked(name, text))
}

/// A type of a file.
func type(_ name: String, in file: String, _ text: String? = nil) throws -> DynamicMessageType {
  try #require(try pool(file, text).messageType(name))
}

/// One field of everything that proto3 has.
func everything() throws -> DynamicMessageType {
  try type("martlet.testing.Everything", in: "testing/everything.proto")
}

/// A type whose fields are these lines of proto3.
func message(_ fields: String, imports: [String] = []) throws -> (
  DynamicMessageType, DescriptorPool
) {
  let lines = imports.map { "import \"\($0)\";\n" }.joined()
  let pool = try pool("m.proto", "syntax = \"proto3\";\n\(lines)message M {\n\(fields)\n}\n")
  return (try #require(pool.messageType("M")), pool)
}

func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { String(format: "%02x", $0) }.joined()
}

func bytes(_ hexadecimal: String) -> [UInt8] {
  var rest = hexadecimal[...]
  var bytes: [UInt8] = []
  while let byte = UInt8(rest.prefix(2), radix: 16) {
    bytes.append(byte)
    rest = rest.dropFirst(2)
  }
  return bytes
}

/// What `body` complains of.
func complaint(_ body: () throws -> some Any) -> String {
  do {
    _ = try body()
    Issue.record("there should be an error")
    return ""
  } catch {
    return "\(error)"
  }
}
