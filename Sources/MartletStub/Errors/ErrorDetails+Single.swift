// The details that say one thing.
extension ErrorDetails {
  /// The cause of an error, for programs to act on.
  public struct ErrorInfo: Sendable, Hashable {
    /// The cause, such as `STOCK_EMPTY`; unique within the domain.
    public var reason: String

    /// Who gives reasons of this kind, such as `shop.example.com`.
    public var domain: String

    /// What the cause is about, by name.
    public var metadata: [String: String]

    /// Creates a detail.
    public init(reason: String, domain: String, metadata: [String: String] = [:]) {
      self.reason = reason
      self.domain = domain
      self.metadata = metadata
    }
  }

  /// When the call may be made again.
  public struct RetryInfo: Sendable, Hashable {
    /// The least time to wait.
    public var delay: Duration

    /// Creates a detail.
    public init(delay: Duration) {
      self.delay = delay
    }
  }

  /// Where the error arose; not for strangers.
  public struct DebugInfo: Sendable, Hashable {
    /// The stack, innermost first.
    public var stack: [String]

    /// More from the server.
    public var detail: String

    /// Creates a detail.
    public init(stack: [String], detail: String) {
      self.stack = stack
      self.detail = detail
    }
  }

  /// Which request it was, for whoever reports the error.
  public struct RequestInfo: Sendable, Hashable {
    /// The request's identifier in the server's logs.
    public var requestID: String

    /// What the server wants to hear again about who served it.
    public var servingData: String

    /// Creates a detail.
    public init(requestID: String, servingData: String) {
      self.requestID = requestID
      self.servingData = servingData
    }
  }

  /// Which resource it was about.
  public struct ResourceInfo: Sendable, Hashable {
    /// The kind of resource.
    public var type: String

    /// Its name.
    public var name: String

    /// What went wrong with it.
    public var errorDescription: String

    /// Whose it is.
    public var owner: String

    /// Creates a detail.
    public init(type: String, name: String, errorDescription: String, owner: String = "") {
      self.type = type
      self.name = name
      self.errorDescription = errorDescription
      self.owner = owner
    }
  }

  /// What to tell the user.
  public struct LocalizedMessage: Sendable, Hashable {
    /// The language, such as `de-CH` (BCP 47).
    public var locale: String

    /// The text.
    public var message: String

    /// Creates a detail.
    public init(locale: String, message: String) {
      self.locale = locale
      self.message = message
    }
  }
}
