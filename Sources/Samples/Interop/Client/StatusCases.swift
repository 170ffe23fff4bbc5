internal import InteropMessages
internal import Martlet

// Statuses that the server is told to end calls with.
extension InteropCases {
  func statusCodeAndMessage() async throws {
    let status = Grpc_Testing_EchoStatus.with {
      $0.code = 2
      $0.message = "test status message"
    }
    try await expectUnary(status)
    try await expect(.unknown, message: status.message) {
      try await service.fullDuplexCall(options: options) { writer in
        try await writer.write(.with { $0.responseStatus = status })
      } onResponse: { response in
        for try await _ in response.messages {}
      }
    }
  }

  /// Whitespace and characters outside ASCII have to survive the trip.
  func specialStatusMessage() async throws {
    try await expectUnary(
      .with {
        $0.code = 2
        $0.message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n"
      })
  }

  private func expectUnary(_ status: Grpc_Testing_EchoStatus) async throws {
    try await expect(.unknown, message: status.message) {
      _ = try await service.unaryCall(.with { $0.responseStatus = status }, options: options)
    }
  }
}
