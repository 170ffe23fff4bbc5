internal import Glibc
internal import Martlet
internal import MartletProtobuf
internal import MartletTLS

/// A JSON Web Token that a service account signs (RFC 7519, with RS256).
enum SignedToken {
  /// The time that a token is good for, in seconds: the longest that Google allows.
  private static let lifetime = 3600

  /// Makes a token.
  ///
  /// - Parameters:
  ///   - account: The account and its key.
  ///   - audience: Whom the token is for.
  ///   - claims: What else the token says.
  static func make(
    _ account: CredentialFile, audience: String, claims: [String: String] = [:]
  ) throws -> String {
    let now = time(nil)
    let email = try account["client_email"]
    var payload: [String: Google_Protobuf_Value] = claims.mapValues { .with(string: $0) }
    payload["iss"] = .with(string: email)
    payload["sub"] = .with(string: email)
    payload["aud"] = .with(string: audience)
    payload["iat"] = .with { $0.numberValue = Double(now) }
    payload["exp"] = .with { $0.numberValue = Double(now + lifetime) }
    let header: [String: Google_Protobuf_Value] = [
      "alg": .with(string: "RS256"), "typ": .with(string: "JWT"),
      "kid": .with(string: try account["private_key_id"]),
    ]
    let signed = try [header, payload].map { part in
      encoded(Array(try Google_Protobuf_Struct.with { $0.fields = part }.jsonString().utf8))
    }.joined(separator: ".")
    return signed + "." + encoded(try signature(of: signed, key: try account["private_key"]))
  }

  private static func signature(of text: String, key: String) throws -> [UInt8] {
    #if TLS
      return try Signature.rs256(of: Array(text.utf8), key: key)
    #else
      throw CaseFailure(description: "signing a token needs a build with the package trait TLS")
    #endif
  }

  /// Base64 for URLs, without padding (RFC 7515 §2).
  private static func encoded(_ bytes: [UInt8]) -> String {
    let digits = MartletProtobuf.Base64.encode(bytes).map { character -> Character in
      switch character {
      case "+": "-"
      case "/": "_"
      default: character
      }
    }
    return String(digits.filter { $0 != "=" })
  }
}

extension Google_Protobuf_Value {
  fileprivate static func with(string: String) -> Google_Protobuf_Value {
    .with { $0.stringValue = string }
  }
}
