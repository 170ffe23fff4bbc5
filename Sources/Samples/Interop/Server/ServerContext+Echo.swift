internal import Martlet

extension ServerContext {
  /// Sends back the two metadata values that clients ask a server to echo.
  func echoMetadata() throws {
    let initialKey = "x-grpc-test-echo-initial"
    for value in metadata[stringValues: initialKey] {
      try addInitialMetadata([initialKey: .string(value)])
    }
    let trailingKey = "x-grpc-test-echo-trailing-bin"
    for value in metadata[binaryValues: trailingKey] {
      addTrailingMetadata([trailingKey: .binary(value)])
    }
  }
}
