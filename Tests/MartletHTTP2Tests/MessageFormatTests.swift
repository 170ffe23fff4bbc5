import Martlet
import Testing

/// What becomes of calls that name a format of messages, by the codec of the method.
@Suite(.timeLimit(.minutes(5)))
struct MessageFormatTests {
  /// Bytes, in a format that has this name, or none.
  private struct Codec: MessageSerializer, MessageDeserializer {
    typealias Message = [UInt8]
    var formatName: String?

    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) -> Bytes { Bytes(message) }
    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) -> [UInt8] {
      bytes.withUnsafeBytes { Array($0) }
    }
  }

  private struct Service: RegistrableRPCService {
    let codec: Codec

    func registerMethods(with router: inout RPCRouter) {
      router.registerUnary(
        forMethod: MethodDescriptor(fullyQualifiedService: "test.Bytes", method: "Echo"),
        deserializer: codec, serializer: codec
      ) { request, _ in
        ServerResponse(message: request.message)
      }
    }
  }

  /// Whether a call with this content type is answered with a message.
  private func isTaken(_ contentType: String, by codec: Codec) async throws -> Bool {
    try await withGRPCServer(
      transport: .tcpOnAnyPort(loops: 1), services: [Service(codec: codec)]
    ) { server in
      let peer = try RawPeer(port: try #require(await server.listeningAddress?.port))
      peer.send(
        RawFrame.preface + RawFrame(kind: RawFrame.settings).bytes
          + RawFrame.call("/test.Bytes/Echo", stream: 1, contentType: contentType).bytes
          + RawFrame.message([1, 2, 3], stream: 1).bytes)
      while let frame = await peer.nextFrame() {
        if frame.kind == RawFrame.data { return true }
        if frame.kind == RawFrame.headers, frame.flags & RawFrame.endStream != 0 { return false }
      }
      Issue.record("the server closed the connection")
      return false
    }
  }

  @Test(arguments: [
    ("application/grpc", true), ("application/grpc+bytes", true),
    ("application/grpc+bytes;v=2", true), ("application/grpc+proto", false),
    ("application/grpc+byte", false),
  ])
  func `A codec with a name takes calls that name it or nothing`(
    _ contentType: String, _ expected: Bool
  ) async throws {
    #expect(try await isTaken(contentType, by: Codec(formatName: "bytes")) == expected)
  }

  @Test(arguments: ["application/grpc", "application/grpc+proto", "application/grpc+bytes"])
  func `A codec without a name takes calls that name any`(_ contentType: String) async throws {
    #expect(try await isTaken(contentType, by: Codec()))
  }
}
