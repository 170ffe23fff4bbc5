/// One request of HTTP/1.0, which token endpoints and metadata servers understand.
struct HTTPRequest {
  var method: String
  var url: String
  var headers: [String: String]
  var body = ""

  /// The most bytes of an answer: tokens have about 2 KiB.
  private static let maximumBytes = 64 << 10

  /// Sends the request, and waits for its answer; blocks the thread.
  ///
  /// - Returns: The body of the answer.
  /// - Throws: ``CaseFailure`` unless the answer is 200.
  func send() throws -> [UInt8] {
    let scheme = "http://"
    guard url.hasPrefix(scheme) else {
      throw CaseFailure(
        description: "'\(url)' is not asked: tokens are fetched over http only, without TLS")
    }
    let rest = url.dropFirst(scheme.count)
    let authority = String(rest.prefix { $0 != "/" })
    let path = rest.dropFirst(authority.count)
    let parts = authority.split(separator: ":", maxSplits: 1).map(String.init)
    let (host, port) = (parts.first ?? "", parts.count > 1 ? parts[1] : "80")
    var text = "\(method) \(path.isEmpty ? "/" : path) HTTP/1.0\r\nHost: \(authority)\r\n"
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    text += "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    let answer = try BlockingSocket(host: host, port: port)
      .exchange(Array(text.utf8), maximumBytes: Self.maximumBytes)
    return try Self.body(of: answer, from: url)
  }

  private static func body(of answer: [UInt8], from url: String) throws -> [UInt8] {
    let separator = Array("\r\n\r\n".utf8)
    let end = answer.indices.dropLast(3).first { answer[$0..<$0 + 4].elementsEqual(separator) }
    guard let end else {
      throw CaseFailure(description: "'\(url)' does not answer as HTTP servers do")
    }
    let head = String(decoding: answer[..<end], as: UTF8.self)
    let status = head.prefix { $0 != "\r\n" }.split(separator: " ")
    guard status.count > 1, status[1] == "200" else {
      throw CaseFailure(
        description: "'\(url)' answers \(status.dropFirst().joined(separator: " "))")
    }
    return Array(answer[(end + 4)...])
  }
}
