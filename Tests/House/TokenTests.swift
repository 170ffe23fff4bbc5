import Testing

/// The rules see code, and nothing that only looks like it.
struct TokenTests {
  private func words(_ text: String) -> [String] { TokenScanner.tokens(of: text).map(\.text) }

  @Test func `Comments are no code`() {
    #expect(words("a // b! \n/* c /* d */ e */ f") == ["a", "f"])
  }

  @Test func `Strings are no code, but what they interpolate is`() {
    #expect(words(#"a("b! \(c + "d \(e)") f")"#) == ["a", "(", "c", "+", "e", ")"])
    #expect(words("x = #\"a \\(no) \"b\" \\#(yes)\"# + y") == ["x", "=", "yes", "+", "y"])
    #expect(words("\"\"\"\n a \" b \\\" \n\"\"\" c") == ["c"])
    #expect(words(#""\\" d "\"" e"#) == ["d", "e"])
  }

  @Test func `Tokens know their lines and their neighbours`() {
    let tokens = TokenScanner.tokens(of: "a!\n b !c")
    #expect(tokens.map(\.line) == [1, 1, 2, 2, 2])
    #expect(tokens.map(\.isAdjacent) == [false, true, false, false, true])
  }
}
