internal import Martlet
internal import Testing

/// What a reflection service refuses to be made of.
@Suite struct ReflectionServiceTests {
  private typealias File = Google_Protobuf_FileDescriptorProto

  private static func file(_ name: String, declaring message: String) -> File {
    .with {
      $0.name = name
      $0.package = "p"
      $0.messageType = [.with { $0.name = message }]
    }
  }

  private static func complaint(about files: [File]) -> String? {
    let error = #expect(throws: RuntimeError.self) {
      _ = try ReflectionService(fileDescriptorProtos: files)
    }
    #expect(error?.code == .invalidArgument)
    return error?.message
  }

  @Test func `A file that is missing is named, and who imports it`() {
    var file = Self.file("a.proto", declaring: "A")
    file.dependency = ["b.proto"]
    #expect(
      Self.complaint(about: [file])?.hasPrefix("'a.proto' imports 'b.proto', whose") == true)
  }

  @Test func `A file may come twice if it is the same`() throws {
    let file = Self.file("a.proto", declaring: "A")
    _ = try ReflectionService(fileDescriptorProtos: [file, file])
    let other = Self.file("a.proto", declaring: "B")
    #expect(
      Self.complaint(about: [file, other]) == "there are two descriptors of 'a.proto', which differ"
    )
  }

  @Test func `A name that two files declare is named`() {
    let files = [Self.file("a.proto", declaring: "A"), Self.file("b.proto", declaring: "A")]
    #expect(
      Self.complaint(about: files) == "'p.A' is declared in 'a.proto' and in 'b.proto'")
  }

  @Test func `A file that cannot be read says why`() {
    let error = #expect(throws: RuntimeError.self) {
      _ = try ReflectionService(descriptorSetFilePaths: ["/nowhere/app.binpb"])
    }
    #expect(
      error?.message
        == "descriptors cannot be read from /nowhere/app.binpb: No such file or directory")
  }

  @Test(arguments: ["?", "////"])
  func `A text that is no descriptors is refused`(text: String) {
    let error = #expect(throws: RuntimeError.self) {
      _ = try ReflectionService(base64DescriptorSet: text)
    }
    #expect(error?.code == .invalidArgument)
  }
}
