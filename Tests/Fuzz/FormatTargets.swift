internal import MartletProtobuf

/// Text as messages, in JSON and in the text format.
enum FormatTargets {
  static func json(_ bytes: [UInt8]) {
    json(Martlet_Testing_Everything.self, bytes)
    json(Martlet_Testing_Legacy_Legacy.self, bytes)
    json(Google_Protobuf_Value.self, bytes)
  }

  private static func json<M: Message>(_ type: M.Type, _ bytes: [UInt8]) {
    guard let message = try? M(jsonUTF8Bytes: bytes) else { return }
    // An `Any` may hold what has no form in JSON.
    guard let text: [UInt8] = try? message.jsonUTF8Bytes() else { return }
    guard let again = try? M(jsonUTF8Bytes: text) else {
      preconditionFailure("what was written as JSON cannot be read")
    }
    precondition(
      Stability.bytes(again) == Stability.bytes(message),
      "the message changes when it is written as JSON and read")
  }

  static func text(_ bytes: [UInt8]) {
    let input = String(decoding: bytes, as: UTF8.self)
    text(Martlet_Testing_Everything.self, input)
    text(Martlet_Testing_Legacy_Legacy.self, input)
    text(Martlet_Testing_Editions_Edition.self, input)
  }

  private static func text<M: Message>(_ type: M.Type, _ input: String) {
    guard let message = try? M(textFormatString: input) else { return }
    guard let again = try? M(textFormatString: message.textFormatString()) else {
      preconditionFailure("what was written in the text format cannot be read")
    }
    precondition(
      Stability.bytes(again) == Stability.bytes(message),
      "the message changes when it is written in the text format and read")
  }
}
