import Foundation
import MartletProtobuf
import ProtoLink
import ProtoSyntax
import Testing
import ToolSupport

/// Reads the repository's own files.
struct ProtosReader: SourceReader {
  var searchedPlaces: [String] { [Protoc.protos] }

  func read(_ name: String) -> SourceFile? {
    guard let data = FileManager.default.contents(atPath: "\(Protoc.protos)/\(name)") else {
      return nil
    }
    return SourceFile(name: name, bytes: [UInt8](data))
  }
}

struct DescriptorTests {
  private static let files: [String] =
    FileManager.default.enumerator(atPath: Protoc.protos)?
    .compactMap { $0 as? String }.filter { $0.hasSuffix(".proto") }.sorted() ?? []

  @Test func `There are files to compare`() {
    #expect(Self.files.count > 15)
  }

  @Test(arguments: files)
  func `Descriptors equal protoc's`(file: String) throws {
    let bytes = try Protoc.run([
      "--proto_path=.", "--descriptor_set_out=/dev/stdout", "--include_imports", file,
    ])
    let theirs = try Google_Protobuf_FileDescriptorSet(serializedBytes: bytes)
    let diagnostics = Diagnostics()
    let ours = Linker.link([file], from: BuiltinReader(ProtosReader()), diagnostics)
    #expect(diagnostics.all.isEmpty)
    #expect(ours.map(\.name).sorted() == theirs.file.map(\.name).sorted())
    for var descriptor in ours {
      descriptor.clearSourceCodeInfo()
      let other = theirs.file.first { $0.name == descriptor.name }
      #expect(descriptor == other)
    }
  }

  @Test func `Comments are kept where protoc finds them`() throws {
    let file = "samples/shop.proto"
    let bytes = try Protoc.run([
      "--proto_path=.", "--descriptor_set_out=/dev/stdout", "--include_source_info", file,
    ])
    let theirs = try Google_Protobuf_FileDescriptorSet(serializedBytes: bytes).file[0]
    let ours = Linker.link([file], from: BuiltinReader(ProtosReader()), Diagnostics())
    let descriptor = try #require(ours.last)
    func comments(_ file: Google_Protobuf_FileDescriptorProto) -> [[Int32]: String] {
      let commented = file.sourceCodeInfo.location.filter(\.hasLeadingComments)
      return Dictionary(
        commented.map { ($0.path, $0.leadingComments) }, uniquingKeysWith: { first, _ in first })
    }
    #expect(comments(descriptor) == comments(theirs))
    #expect(comments(theirs).count > 10)
  }
}
