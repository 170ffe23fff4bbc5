/// What a transport needs to know to begin a call.
public struct ClientCall: Sendable {
  /// The method to call.
  public var descriptor: MethodDescriptor
  /// The request's metadata.
  public var metadata: Metadata
  /// What the caller set for this call.
  public var options: CallOptions
  /// A deadline that this call inherits from the one that is being handled.
  public var inheritedDeadline: Deadline?

  /// Creates a call.
  @usableFromInline
  package init(
    descriptor: MethodDescriptor, metadata: Metadata, options: CallOptions,
    inheritedDeadline: Deadline? = nil
  ) {
    self.descriptor = descriptor
    self.metadata = metadata
    self.options = options
    self.inheritedDeadline = inheritedDeadline
  }

  /// When the call must be over, by its own timeout or the inherited deadline, whichever is
  /// earlier; `nil` if neither is set.
  public func deadline(at now: Deadline) -> Deadline? {
    guard let timeout = options.timeout else { return inheritedDeadline }
    let own = Deadline(timeout, after: now)
    return inheritedDeadline.map { min($0, own) } ?? own
  }
}
