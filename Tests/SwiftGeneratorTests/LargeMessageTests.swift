internal import SwiftGenerator
internal import Testing

@Suite("Large messages")
struct LargeMessageTests {
  private func fields(_ type: String, _ count: Int) -> String {
    (1...count).map { "\(type) f\($0) = \($0);" }.joined()
  }

  private func isShared(_ text: String) throws -> Bool { try messages(text).contains("_Storage") }

  @Test("are those that are dear to copy: of more references, or of very many numbers")
  func limit() throws {
    #expect(try !isShared("message M { \(fields("string", 15)) }"))
    #expect(try isShared("message M { \(fields("string", 16)) }"))
    #expect(try !isShared("message M { \(fields("repeated int32", 15)) }"))
    #expect(try isShared("message M { \(fields("map<int32, int32>", 16)) }"))
    #expect(try !isShared("message M { \(fields("double", 60)) }"))
    #expect(try isShared("message M { \(fields("double", 61)) }"))
    #expect(try !isShared("message M { oneof o { \(fields("string", 20)) } }"))
  }

  @Test("are those that hold much in small ones, but not in large ones")
  func parts() throws {
    let part = "message Part { string a = 1; string b = 2; }"
    #expect(try isShared("\(part) message M { \(fields("Part", 6)) }"))
    #expect(try !isShared("\(part) message M { \(fields("repeated Part", 6)) }"))
    let large = try messages(
      "message L { \(fields("string", 16)) } message M { \(fields("L", 6)) }")
    #expect(large.lines(with: "class _Storage").count == 1)
  }

  @Test("keep what would double at every level within bounds")
  func doubling() throws {
    let levels = (1...40).map { "message M\($0) { M\($0 - 1) a = 1; M\($0 - 1) b = 2; }" }
    let text = try messages("message M0 { string text = 1; } " + levels.joined())
    #expect((8...20).contains(text.lines(with: "class _Storage").count))
  }

  @Test("may hold themselves without a box, and so may what they hold")
  func recursion() throws {
    let many = fields("string", 16)
    let itself = try messages("message M { M child = 20; \(many) oneof o { M other = 21; } }")
    #expect(itself.lines(with: "Boxed") == [])
    #expect(itself.lines(with: "indirect") == [])
    let pair = try messages("message M { S s = 20; \(many) } message S { M m = 1; }")
    #expect(pair.lines(with: "Boxed") == [])
    let small = try messages("message M { S s = 20; \(many) } message S { S s = 1; }")
    #expect(small.lines(with: "Boxed<S>").count == 1)
  }

  @Test("leave their names to their own types, and take other names for those of the file")
  func names() throws {
    let nested = "message _Storage {} message _Fields {} enum _Loan { Z = 0; }"
    let text = try messages(
      "message M { \(nested) \(fields("string", 16)) int32 __storage = 20; int32 storage = 21; }")
    #expect(text.lines(with: "struct _StorageMessage").count == 1)
    #expect(text.lines(with: "struct _FieldsMessage").count == 1)
    #expect(text.lines(with: "enum _LoanEnum").count == 1)
    #expect(text.lines(with: "var _Storage_p: Int32 {").count == 1)
    #expect(text.lines(with: "var storage: Int32 {").count == 1)
  }

  @Test("are changed in their place within others")
  func inPlace() throws {
    let text = try messages(
      "message M { L l = 1; S s = 2; } message S {} message L { \(fields("string", 16)) }")
    #expect(text.lines(with: "self._l.take() ?? L()").count == 1)
    #expect(text.lines(with: "set { self._s = newValue }").count == 1)
  }
}
