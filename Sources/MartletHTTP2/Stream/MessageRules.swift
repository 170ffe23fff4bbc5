/// Watches over one message of a stream, a request or a response, as far as HTTP/2 has rules for
/// its fields and its length (RFC 9113 §8.1 to §8.3). One that breaks a rule is malformed.
///
/// libnghttp2 could do this, and is told not to: it looks at every byte of every field a second
/// time, in a tenth of the time that a call takes.
struct MessageRules {
  /// What makes a message malformed.
  enum Breach: String {
    case unknownPseudoHeader = "a pseudo-header field is unknown"
    case te = "te is not 'trailers'"
    case fieldOfConnection = "there is a field that belongs to a connection"
    case fieldName = "a field's name has characters that names cannot have"
    case fieldValue = "a field's value has characters that values cannot have"
    case misplacedPseudoHeader = "a pseudo-header field is where it may not be"
    case pseudoHeaderValue = "a pseudo-header field has a value that it cannot have"
    case hosts = "there are two hosts"
    case contentLength = "content-length is not a number, or there are two"
    case blockThatEndsNothing = "a header block follows the first, and ends nothing"
    case pseudoHeaders = "a pseudo-header field is missing, or one too many is there"
    case path = "the path is not one"
    case noStatus = "there is no :status"
    case informationalEnd = "an informational response ends the stream"
    case bodyWithoutHeaders = "there is a body without headers"
    case longBody = "the body is longer than its content-length"
    case shortBody = "the body is shorter than its content-length"
  }

  /// The rule that was broken first.
  private(set) var breach: Breach?

  let isResponse: Bool
  /// The pseudo-header fields that may still come in this block.
  private var open: Marks
  /// What has been seen.
  private var seen: Marks = []
  /// Whether the block that begins the message has ended; what follows it are trailers.
  private(set) var isHeadOver = false
  /// The HTTP status of a response; 0 before it has one.
  private(set) var status = 0
  /// What the message says that its body has; negative if it does not.
  private var length = -1
  private var received = 0

  /// What is of interest in a message's fields.
  struct Marks: OptionSet {
    var rawValue: UInt16

    static let method = Marks(rawValue: 1)
    static let scheme = Marks(rawValue: 2)
    static let path = Marks(rawValue: 4)
    static let authority = Marks(rawValue: 8)
    static let status = Marks(rawValue: 16)
    static let host = Marks(rawValue: 32)
    /// The path is `*`.
    static let isAsterisk = Marks(rawValue: 64)
    static let isConnect = Marks(rawValue: 128)
    static let isOptions = Marks(rawValue: 256)

    static let ofRequests: Marks = [.method, .scheme, .path, .authority]
  }

  init(isResponse: Bool) {
    self.isResponse = isResponse
    open = isResponse ? .status : .ofRequests
  }

  // MARK: Fields

  /// Takes a field; whether no rule has been broken.
  @inline(__always)
  mutating func accept(_ field: FieldLooks, value: UnsafeRawBufferPointer) -> Bool {
    if breach != nil { return false }
    switch field.header {
    case .method, .scheme, .path, .authority: takePseudo(field)
    case .status: takeStatus(field, value)
    case .host: takeHost(field)
    case .contentLength: takeLength(value)
    default:
      open = []
      breach = field.flaw
    }
    return breach == nil
  }

  @inline(__always)
  private mutating func takePseudo(_ field: FieldLooks) {
    breach = open.isDisjoint(with: field.marks) ? .misplacedPseudoHeader : field.flaw
    open.subtract(field.marks)
    seen.formUnion(field.marks)
  }

  private mutating func takeStatus(_ field: FieldLooks, _ value: UnsafeRawBufferPointer) {
    takePseudo(field)
    status = value.count == 3 ? value.number ?? 0 : 0
    if status < 100, breach == nil { breach = .pseudoHeaderValue }
  }

  private mutating func takeHost(_ field: FieldLooks) {
    open = []
    breach = seen.contains(.host) ? .hosts : field.flaw
    seen.formUnion(field.marks)
  }

  private mutating func takeLength(_ value: UnsafeRawBufferPointer) {
    open = []
    guard length < 0, let number = value.number else {
      breach = .contentLength
      return
    }
    length = number
  }

  /// A header block has ended; whether no rule has been broken.
  mutating func endBlock(endsStream: Bool) -> Bool {
    if breach != nil { return false }
    if isHeadOver {
      if !endsStream { breach = .blockThatEndsNothing }
    } else if isResponse {
      endResponseHead(endsStream: endsStream)
    } else {
      endRequestHead()
    }
    open = []
    if !isHeadOver, breach == nil { open = .status }
    return breach == nil && (!endsStream || end())
  }

  private mutating func endRequestHead() {
    isHeadOver = true
    let required: Marks = seen.contains(.isConnect) ? [.method, .authority] : .ofRequests
    if seen.intersection(.ofRequests) != required {
      breach = .pseudoHeaders
    } else if seen.contains(.isAsterisk), !seen.contains(.isOptions) {
      breach = .path
    }
  }

  @inline(never)
  private mutating func endResponseHead(endsStream: Bool) {
    if !seen.contains(.status) {
      breach = .noStatus
    } else if status < 200 {
      // An informational response, which another follows (RFC 9113 §8.1).
      if endsStream || status == 101 { breach = .informationalEnd }
      seen = []
      length = -1
    } else {
      isHeadOver = true
      // These have no body, whatever they say.
      if status == 204 || status == 304 { length = 0 }
    }
  }

  // MARK: The body

  /// Counts bytes of the body; whether no rule has been broken.
  @inline(__always)
  mutating func count(_ bytes: Int) -> Bool {
    if breach != nil { return false }
    received += bytes
    if !isHeadOver { breach = .bodyWithoutHeaders }
    if length >= 0, received > length { breach = .longBody }
    return breach == nil
  }

  /// The message has ended; whether no rule has been broken.
  mutating func end() -> Bool {
    if breach != nil { return false }
    if length >= 0, received != length { breach = .shortBody }
    return breach == nil
  }
}
