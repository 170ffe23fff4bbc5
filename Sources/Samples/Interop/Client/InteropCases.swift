internal import InteropMessages
internal import Martlet

/// What the cases share: the services that they call and the requests that they send.
///
/// The cases themselves are in extensions, one file for each group.
struct InteropCases: Sendable {
  let service: Grpc_Testing_TestService.Client<HTTP2ClientTransport>
  let unimplemented: Grpc_Testing_UnimplementedService.Client<HTTP2ClientTransport>
  let client: GRPCClient<HTTP2ClientTransport>
  let server: ServerOptions
  let soak: SoakOptions
  let credentials: CredentialOptions

  init(
    _ client: GRPCClient<HTTP2ClientTransport>, server: ServerOptions, soak: SoakOptions,
    credentials: CredentialOptions
  ) {
    self.client = client
    self.server = server
    self.soak = soak
    self.credentials = credentials
    service = Grpc_Testing_TestService.Client(wrapping: client)
    unimplemented = Grpc_Testing_UnimplementedService.Client(wrapping: client)
  }

  /// Options under which a case ends even if the server never answers.
  var options: CallOptions {
    var options = CallOptions.defaults
    options.timeout = .seconds(30)
    return options
  }

  /// The sizes of the streaming cases, as the specification gives them.
  static let requestSizes: [Int32] = [27182, 8, 1828, 45904]
  static let responseSizes: [Int32] = [31415, 9, 2653, 58979]

  /// The request of 271,828 bytes for 314,159 bytes that the unary cases send.
  static let largeRequest = Grpc_Testing_SimpleRequest.with {
    $0.responseSize = 314_159
    $0.payload = .zeros(271_828)
  }

  /// A request of a stream, which asks for one answer.
  static func request(
    size: Int32, responseSize: Int32
  ) -> Grpc_Testing_StreamingOutputCallRequest {
    .with {
      $0.responseParameters = [.with { $0.size = responseSize }]
      $0.payload = .zeros(size)
    }
  }
}

extension Grpc_Testing_Payload {
  /// A payload of `count` zeros.
  static func zeros(_ count: Int32) -> Grpc_Testing_Payload {
    .with { $0.body = [UInt8](repeating: 0, count: Int(count)) }
  }
}
