internal import Martlet

/// Gets access tokens from whoever gives them out (RFC 6749).
enum TokenSource {
  /// From the metadata server of a machine in Google's cloud, or of what the environment's
  /// `GCE_METADATA_HOST` names.
  static func metadataServer(scope: String?) throws -> String {
    let host = environmentValue("GCE_METADATA_HOST") ?? "metadata.google.internal"
    var path = "/computeMetadata/v1/instance/service-accounts/default/token"
    if let scope { path += "?scopes=" + escaped(scope) }
    do {
      return try accessToken(
        of: try HTTPRequest(
          method: "GET", url: "http://\(host)\(path)", headers: ["Metadata-Flavor": "Google"]
        ).send())
    } catch {
      throw CaseFailure(
        description: """
          the metadata server, which only machines in Google's cloud have, gives no token: \(error)
          """)
    }
  }

  /// From the endpoint that an account's key names, for a token that the key signs (RFC 7523).
  static func endpoint(of account: CredentialFile, scope: String?) throws -> String {
    let url = try account["token_uri"]
    let assertion = try SignedToken.make(
      account, audience: url, claims: scope.map { ["scope": $0] } ?? [:])
    return try post(
      [
        "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion,
      ], to: url)
  }

  /// From the endpoint for users, for a token that a user was given earlier (RFC 6749 §6).
  static func refreshed(_ user: CredentialFile) throws -> String {
    try post(
      [
        "grant_type": "refresh_token", "refresh_token": try user["refresh_token"],
        "client_id": try user["client_id"], "client_secret": try user["client_secret"],
      ], to: (try? user["token_uri"]) ?? "https://oauth2.googleapis.com/token")
  }

  private static func post(_ form: [String: String], to url: String) throws -> String {
    let body = form.map { "\($0.key)=\(escaped($0.value))" }.joined(separator: "&")
    return try accessToken(
      of: try HTTPRequest(
        method: "POST", url: url,
        headers: ["Content-Type": "application/x-www-form-urlencoded"], body: body
      ).send())
  }

  private static func accessToken(of answer: [UInt8]) throws -> String {
    let fields = try Google_Protobuf_Struct(jsonUTF8Bytes: answer).fields
    guard case .stringValue(let token) = fields["access_token"]?.kind else {
      throw CaseFailure(description: "the answer has no 'access_token'")
    }
    return token
  }

  /// Percent-encoded but for what is unreserved (RFC 3986 §2.3).
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        String(UnicodeScalar(byte))
      default:
        (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
