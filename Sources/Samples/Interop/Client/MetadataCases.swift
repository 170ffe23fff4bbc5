internal import InteropMessages
internal import Martlet

// Metadata that the server is asked to send back.
extension InteropCases {
  private static let initialKey = "x-grpc-test-echo-initial"
  private static let initialValue = "test_initial_metadata_value"
  private static let trailingKey = "x-grpc-test-echo-trailing-bin"
  private static let trailingValue: [UInt8] = [0xab, 0xab, 0xab]

  private var metadata: Metadata {
    [
      Self.initialKey: .string(Self.initialValue),
      Self.trailingKey: .binary(Self.trailingValue),
    ]
  }

  func customMetadata() async throws {
    try await service.unaryCall(
      Self.largeRequest, metadata: metadata, options: options
    ) { response in
      try expect(try response.message.payload, hasSize: Self.largeRequest.responseSize)
      try expectEcho(initial: response.metadata, trailing: response.trailingMetadata)
    }
    try await service.fullDuplexCall(metadata: metadata, options: options) { writer in
      try await writer.write(Self.request(size: 271_828, responseSize: 314_159))
    } onResponse: { response in
      var replies = 0
      var trailing = Metadata()
      for try await part in response.bodyParts {
        switch part {
        case .message(let reply):
          try expect(reply.payload, hasSize: 314_159)
          replies += 1
        case .trailingMetadata(let metadata): trailing = metadata
        }
      }
      try expect("the number of replies", replies, is: 1)
      try expectEcho(initial: response.metadata, trailing: trailing)
    }
  }

  private func expectEcho(initial: Metadata, trailing: Metadata) throws {
    try expect(
      "the initial metadata", Array(initial[stringValues: Self.initialKey]),
      is: [Self.initialValue])
    try expect(
      "the trailing metadata", Array(trailing[binaryValues: Self.trailingKey]),
      is: [Self.trailingValue])
  }
}
