internal import MartletProtobuf
internal import Testing

/// What proto2 has beyond proto3, as JSON and in the text format.
@Suite("Extensions and groups as text")
struct ExtensionFormatTests {
  private typealias Legacy = Martlet_Testing_Legacy_Legacy

  private let known = Martlet_Testing_Legacy_Legacy_Extensions
  private let message = Legacy.with {
    $0.single = .with { $0.number = 1 }
    $0.many = [.with { $0.text = "a" }, .init()]
    $0.moods = [.furious]
    $0.Martlet_Testing_Legacy_extNumber = 5
    $0.Martlet_Testing_Legacy_extPacked = [1, -1]
    $0.between = 200
  }

  @Test func `JSON has the extensions' full names in brackets, among the numbers`() throws {
    let text = #"""
      {"moods":["FURIOUS"],"single":{"number":1},"many":[{"text":"a"},{}],\#
      "[martlet.testing.legacy.ext_number]":5,"[martlet.testing.legacy.ext_packed]":[1,-1],\#
      "between":200}
      """#
    #expect(try message.jsonString() == text)
    #expect(try Legacy(jsonString: text, extensions: known) == message)
    #expect(throws: JSONDecodingError.self) { try Legacy(jsonString: text) }
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = true
    #expect(try Legacy(jsonString: text, options: options).between == 200)
  }

  @Test func `The text format has them too, and calls groups by their types`() throws {
    let text = """
      moods: FURIOUS
      Single {
        number: 1
      }
      Many {
        text: "a"
      }
      Many {
      }
      [martlet.testing.legacy.ext_number]: 5
      [martlet.testing.legacy.ext_packed]: 1
      [martlet.testing.legacy.ext_packed]: -1
      between: 200

      """
    #expect(message.textFormatString() == text)
    #expect(try Legacy(textFormatString: text, extensions: known) == message)
    #expect(throws: TextFormatDecodingError.self) { try Legacy(textFormatString: text) }
  }

  @Test(arguments: [
    #"{"[martlet.testing.legacy.ext_number]":1,"[martlet.testing.legacy.ext_number]":2}"#,
    #"{"[martlet.testing.legacy.ext_number]":"x"}"#, #"{"moods":[7]}"#,
    #"{"[martlet.testing.legacy.ext_nothing]":1}"#,
  ])
  func `An extension that comes twice, or is none, is refused`(_ text: String) {
    #expect(throws: JSONDecodingError.self) { try Legacy(jsonString: text, extensions: known) }
  }

  @Test func `An error names the extension`() throws {
    let text = "[martlet.testing.legacy.ext_number]: 'x'"
    let error = #expect(throws: TextFormatDecodingError.self) {
      try Legacy(textFormatString: text, extensions: known)
    }
    #expect(error?.path == ["[martlet.testing.legacy.ext_number]"])
  }
}
