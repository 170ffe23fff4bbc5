/// One registered method: what a transport hands a call to.
///
/// A subclass for each shape of handler, so that each runs without detours.
public class ServerMethod: @unchecked Sendable {
  // Sendable: subclasses add nothing but constants.

  /// The method's name and kind.
  public let descriptor: MethodDescriptor

  /// Whether the handler reads a stream. If not, ``serve(_:for:)`` must be called only once the
  /// request has ended, so that the handler finds its message there.
  public let isRequestStreaming: Bool

  @usableFromInline
  init(descriptor: MethodDescriptor, isRequestStreaming: Bool) {
    self.descriptor = descriptor
    self.isRequestStreaming = isRequestStreaming
  }

  /// Runs the handler and finishes the stream, with its response or with an error.
  ///
  /// Called once per call, on the stream's executor, by a task that prefers it. When it returns,
  /// the stream has been finished.
  public final func serve(_ stream: CallStream, for call: ServerCall) async {
    await ServerCall.$current.withValue(call) {
      do {
        try await run(stream, for: call)
      } catch {
        let error = RPCError(thrown: error, in: call)
        await stream.withStream { $0.finish(error.status, error.metadata, of: call) }
      }
    }
  }

  @usableFromInline
  func run(_ stream: CallStream, for call: ServerCall) async throws {}
}

extension RPCError {
  /// What a handler threw, as the caller may see it.
  fileprivate init(thrown error: any Error, in call: ServerCall) {
    self.init(thrown: error, during: "the handler of \(call.descriptor)")
  }
}

extension CallStream {
  /// Ends the response; local. A stream that has ended already stays as it is.
  @usableFromInline
  final func finish(_ status: Status, _ metadata: Metadata, of call: ServerCall) {
    guard outboundEnd == nil else { return }
    var trailing = metadata
    trailing.add(contentsOf: call.takeTrailingMetadata())
    sendInitialMetadata(Metadata(), of: call)
    outboundEnd = .status(status, trailing)
    outboundChanged()
  }

  /// Settles what goes before the first message; local. Only the first time counts.
  @usableFromInline
  final func sendInitialMetadata(_ metadata: Metadata, of call: ServerCall) {
    guard !wantsInitialMetadataSent else { return }
    initialMetadata = call.takeInitialMetadata()
    initialMetadata.add(contentsOf: metadata)
    wantsInitialMetadataSent = true
  }
}
