public import MartletProtobuf

/// One detail of an error: one of the standard ones, or a message of any other type.
public struct ErrorDetails: Sendable, Hashable {
  enum Wrapped: Sendable, Hashable {
    case errorInfo(ErrorInfo)
    case retryInfo(RetryInfo)
    case debugInfo(DebugInfo)
    case quotaFailure(QuotaFailure)
    case preconditionFailure(PreconditionFailure)
    case badRequest(BadRequest)
    case requestInfo(RequestInfo)
    case resourceInfo(ResourceInfo)
    case help(Help)
    case localizedMessage(LocalizedMessage)
    case any(Google_Protobuf_Any)
  }

  let wrapped: Wrapped

  private init(_ wrapped: Wrapped) { self.wrapped = wrapped }

  /// A message of any type.
  public static func any(_ any: Google_Protobuf_Any) -> Self { Self(.any(any)) }

  /// The cause of an error, for programs to act on.
  public static func errorInfo(_ info: ErrorInfo) -> Self { Self(.errorInfo(info)) }

  /// The cause of an error, for programs to act on.
  public static func errorInfo(reason: String, domain: String, metadata: [String: String] = [:])
    -> Self
  {
    errorInfo(ErrorInfo(reason: reason, domain: domain, metadata: metadata))
  }

  /// When the call may be made again.
  public static func retryInfo(_ info: RetryInfo) -> Self { Self(.retryInfo(info)) }

  /// When the call may be made again.
  public static func retryInfo(delay: Duration) -> Self {
    retryInfo(RetryInfo(delay: delay))
  }

  /// Where the error arose.
  public static func debugInfo(_ info: DebugInfo) -> Self { Self(.debugInfo(info)) }

  /// Where the error arose.
  public static func debugInfo(stack: [String], detail: String) -> Self {
    debugInfo(DebugInfo(stack: stack, detail: detail))
  }

  /// Which quotas are used up.
  public static func quotaFailure(_ info: QuotaFailure) -> Self { Self(.quotaFailure(info)) }

  /// Which quotas are used up.
  public static func quotaFailure(violations: [QuotaFailure.Violation]) -> Self {
    quotaFailure(QuotaFailure(violations: violations))
  }

  /// What must be true before the call can succeed.
  public static func preconditionFailure(_ info: PreconditionFailure) -> Self {
    Self(.preconditionFailure(info))
  }

  /// What must be true before the call can succeed.
  public static func preconditionFailure(violations: [PreconditionFailure.Violation]) -> Self {
    preconditionFailure(PreconditionFailure(violations: violations))
  }

  /// What is wrong with the request.
  public static func badRequest(_ info: BadRequest) -> Self { Self(.badRequest(info)) }

  /// What is wrong with the request.
  public static func badRequest(violations: [BadRequest.FieldViolation]) -> Self {
    badRequest(BadRequest(violations: violations))
  }

  /// Which request it was.
  public static func requestInfo(_ info: RequestInfo) -> Self { Self(.requestInfo(info)) }

  /// Which request it was.
  public static func requestInfo(requestID: String, servingData: String) -> Self {
    requestInfo(RequestInfo(requestID: requestID, servingData: servingData))
  }

  /// Which resource it was about.
  public static func resourceInfo(_ info: ResourceInfo) -> Self { Self(.resourceInfo(info)) }

  /// Which resource it was about.
  public static func resourceInfo(
    type: String, name: String, errorDescription: String, owner: String = ""
  ) -> Self {
    resourceInfo(
      ResourceInfo(type: type, name: name, errorDescription: errorDescription, owner: owner))
  }

  /// Where to read more.
  public static func help(_ info: Help) -> Self { Self(.help(info)) }

  /// Where to read more.
  public static func help(links: [Help.Link]) -> Self {
    help(Help(links: links))
  }

  /// What to tell the user.
  public static func localizedMessage(_ info: LocalizedMessage) -> Self {
    Self(.localizedMessage(info))
  }

  /// What to tell the user.
  public static func localizedMessage(locale: String, message: String) -> Self {
    localizedMessage(LocalizedMessage(locale: locale, message: message))
  }
}

extension ErrorDetails {
  /// The cause of an error, for programs to act on; `nil` if the detail is another.
  public var errorInfo: ErrorInfo? {
    if case .errorInfo(let info) = wrapped { info } else { nil }
  }

  /// When the call may be made again; `nil` if the detail is another.
  public var retryInfo: RetryInfo? {
    if case .retryInfo(let info) = wrapped { info } else { nil }
  }

  /// Where the error arose; `nil` if the detail is another.
  public var debugInfo: DebugInfo? {
    if case .debugInfo(let info) = wrapped { info } else { nil }
  }

  /// Which quotas are used up; `nil` if the detail is another.
  public var quotaFailure: QuotaFailure? {
    if case .quotaFailure(let info) = wrapped { info } else { nil }
  }

  /// What must be true before the call can succeed; `nil` if the detail is another.
  public var preconditionFailure: PreconditionFailure? {
    if case .preconditionFailure(let info) = wrapped { info } else { nil }
  }

  /// What is wrong with the request; `nil` if the detail is another.
  public var badRequest: BadRequest? {
    if case .badRequest(let info) = wrapped { info } else { nil }
  }

  /// Which request it was; `nil` if the detail is another.
  public var requestInfo: RequestInfo? {
    if case .requestInfo(let info) = wrapped { info } else { nil }
  }

  /// Which resource it was about; `nil` if the detail is another.
  public var resourceInfo: ResourceInfo? {
    if case .resourceInfo(let info) = wrapped { info } else { nil }
  }

  /// Where to read more; `nil` if the detail is another.
  public var help: Help? {
    if case .help(let info) = wrapped { info } else { nil }
  }

  /// What to tell the user; `nil` if the detail is another.
  public var localizedMessage: LocalizedMessage? {
    if case .localizedMessage(let info) = wrapped { info } else { nil }
  }

  /// A message of another type; `nil` if the detail is one of the standard ones.
  public var any: Google_Protobuf_Any? {
    if case .any(let any) = wrapped { any } else { nil }
  }
}

extension ErrorDetails: CustomStringConvertible {
  public var description: String {
    switch wrapped {
    case .errorInfo(let info): "errorInfo(\(info))"
    case .retryInfo(let info): "retryInfo(\(info))"
    case .debugInfo(let info): "debugInfo(\(info))"
    case .quotaFailure(let info): "quotaFailure(\(info))"
    case .preconditionFailure(let info): "preconditionFailure(\(info))"
    case .badRequest(let info): "badRequest(\(info))"
    case .requestInfo(let info): "requestInfo(\(info))"
    case .resourceInfo(let info): "resourceInfo(\(info))"
    case .help(let info): "help(\(info))"
    case .localizedMessage(let info): "localizedMessage(\(info))"
    case .any(let any): "any(\(any.typeURL))"
    }
  }
}
