/// One registered method: what a transport hands a call to.
public final class ServerMethod: Sendable {
  /// What runs a call of the method: made where the types of its messages are known, so that
  /// decoding and encoding are compiled for them.
  @usableFromInline
  typealias Body = @Sendable (CallStream, ServerCall) async -> Void

  /// The method's name and kind.
  public let descriptor: MethodDescriptor

  /// Whether the handler reads a stream. If not, ``ServerCall/serve(_:)`` must be called only once
  /// the request has ended, so that the handler finds its message there.
  public let isRequestStreaming: Bool

  /// The ``MessageDeserializer/formatName`` of its requests.
  public let formatName: String?

  /// Makes a body that goes through interceptors first.
  @usableFromInline
  typealias Intercepted = @Sendable ([any ServerInterceptor]) -> Body

  @usableFromInline let body: Body
  private let intercepted: Intercepted

  @usableFromInline
  init(
    _ descriptor: MethodDescriptor, isRequestStreaming: Bool, formatName: String?,
    body: @escaping Body, intercepted: @escaping Intercepted
  ) {
    self.descriptor = descriptor
    self.isRequestStreaming = isRequestStreaming
    self.formatName = formatName
    self.body = body
    self.intercepted = intercepted
  }

  /// Creates a method that answers nothing, for calls that have no other yet.
  public convenience init(_ descriptor: MethodDescriptor) {
    self.init(descriptor, isRequestStreaming: false, formatName: nil) { _, _ in
    } intercepted: { _ in
      { _, _ in }
    }
  }

  /// The same method behind interceptors; itself if there are none.
  func intercepted(by interceptors: [any ServerInterceptor]) -> ServerMethod {
    if interceptors.isEmpty { return self }
    return ServerMethod(
      descriptor, isRequestStreaming: isRequestStreaming, formatName: formatName,
      body: intercepted(interceptors), intercepted: intercepted)
  }
}

extension RPCError {
  /// What a handler threw, as the caller may see it.
  fileprivate init(thrown error: any Error, in call: ServerCall) {
    self.init(thrown: error, during: "the handler of \(call.descriptor)")
  }
}

extension CallStream {
  /// Ends the response with what a handler threw.
  public final func fail(thrown error: any Error, of call: ServerCall) async {
    let error = RPCError(thrown: error, in: call)
    await withStream { $0.fail(error, of: call) }
  }

  /// Ends the response with success; local. A stream that has ended already stays as it is.
  @usableFromInline
  final func succeed(_ metadata: Metadata, of call: ServerCall) {
    if metadata.isEmpty, !call.hasResponseMetadata {
      end(.ok, of: call)
    } else {
      end(.ok, metadata, of: call)
    }
  }

  /// Ends the response with an error; local. A stream that has ended already stays as it is.
  final func fail(_ error: RPCError, of call: ServerCall) {
    end(error.status, error.metadata, of: call)
  }

  @inline(never)
  private func end(_ status: Status, _ metadata: Metadata, of call: ServerCall) {
    end(.fitToTravel(status, call.trailingMetadata(adding: metadata)), of: call)
  }

  private func end(_ end: OutboundEnd, of call: ServerCall) {
    guard outboundEnd == nil else { return }
    sendInitialMetadata(Metadata(), of: call)
    endOutbound(end)
  }

  /// Settles what goes before the first message; local. Only the first time counts. What cannot
  /// travel ends the call.
  @usableFromInline
  final func sendInitialMetadata(_ metadata: Metadata, of call: ServerCall) {
    guard !wantsInitialMetadataSent else { return }
    wantsInitialMetadataSent = true
    if call.hasResponseMetadata || !metadata.isEmpty { settle(metadata, of: call) }
  }

  @inline(never)
  private func settle(_ metadata: Metadata, of call: ServerCall) {
    if call.hasResponseMetadata { initialMetadata = call.takeInitialMetadata() }
    initialMetadata.add(contentsOf: metadata)
    if hasInitialMetadata, let problem = initialMetadata.problem {
      initialMetadata = Metadata()
      endOutbound(.status(Status(code: .internalError, message: problem), Metadata()))
    }
  }
}

extension CallStream.OutboundEnd {
  /// An end without metadata that cannot travel, which the status tells of instead: an error stays
  /// the error that it is.
  fileprivate static func fitToTravel(_ status: Status, _ metadata: Metadata) -> Self {
    guard !metadata.isEmpty, let problem = metadata.problem else {
      return .status(status, metadata)
    }
    let told =
      status.code == .ok
      ? Status(code: .internalError, message: problem)
      : Status(code: status.code, message: "\(status.message) (\(problem))")
    return .status(told, Metadata())
  }
}
