/// What a header field is by its name and its value alone, whatever comes before it.
struct FieldLooks {
  private(set) var header = HeaderName.custom
  /// The rule that the field breaks by itself.
  private(set) var flaw: MessageRules.Breach?
  /// What a message has with it, if that is of interest.
  private(set) var marks: MessageRules.Marks = []

  init() {}

  @inline(__always)
  init(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) {
    header = HeaderName(name)
    switch header {
    case .method:
      marks = .method
      if value.equals("CONNECT") { marks.insert(.isConnect) }
      if value.equals("OPTIONS") { marks.insert(.isOptions) }
      if !value.equals("POST"), !value.isToken { flaw = .pseudoHeaderValue }
    case .scheme:
      marks = .scheme
      if !value.isScheme { flaw = .pseudoHeaderValue }
    case .path:
      let isAsterisk = value.equals("*")
      marks = isAsterisk ? [.path, .isAsterisk] : .path
      let isPath = value.begins(with: "/") && value.isVisible
      if !isAsterisk, !isPath { flaw = .pseudoHeaderValue }
    case .authority:
      marks = .authority
      if !value.isVisible { flaw = .pseudoHeaderValue }
    case .status: marks = .status
    case .host:
      // It stands for an authority.
      marks = [.host, .authority]
      if !value.isFieldValue { flaw = .fieldValue }
    case .te:
      if !value.equals("trailers"), !value.equals(ignoringCase: "trailers") { flaw = .te }
    case .otherPseudo: flaw = .unknownPseudoHeader
    case .ofConnection: flaw = .fieldOfConnection
    case .contentLength: break
    case .custom:
      if !value.isFieldValue { flaw = .fieldValue }
      if !name.isFieldName { flaw = .fieldName }
    case .contentType, .timeout, .encoding, .acceptEncoding, .grpcStatus, .grpcMessage:
      if !value.isFieldValue { flaw = .fieldValue }
    }
  }
}
