/// Emits what a large message has in place of its fields: storage on the heap, which its copies
/// share until one of them is changed.
///
/// The codec's methods belong to a struct of the fields, as they would to the message. To call a
/// method of a struct in a class, Swift copies the struct first, since somebody might change it
/// meanwhile. So it is within another that cannot be copied, and whose own methods call those.
struct SharedFields {
  /// The type of the fields, within the message. `SwiftKeywords` keeps its name, and those of the
  /// two below, from messages.
  static let type = "_Fields"
  private static let loan = "_Loan"
  private static let storage = "_Storage"
  private static let property = "self._storage"

  /// The fields, to be read.
  static let read = "\(property).\(fields)"
  /// What holds the fields, once no other message shares it.
  static let unique = "self._uniqueStorage()"
  /// The fields, to be changed.
  static let change = "\(unique).\(fields)"
  /// The way from what holds the fields to them.
  static let fields = "loan.fields"

  /// The declarations of the stored properties.
  let stored: [String]
  /// Whether required fields may be missing.
  let isChecked: Bool

  /// Emits the types, and the property that refers to them.
  func emit(_ printer: inout CodePrinter) {
    printer.print("private var _storage = \(Self.storage).unset", "")
    // Once, rather than in every setter.
    printer.print("@inline(never)")
    printer.block("private mutating func _uniqueStorage() -> \(Self.storage) {") { printer in
      printer.print(
        "if !isKnownUniquelyReferenced(&\(Self.property)) {",
        "  \(Self.property) = \(Self.property).copy()", "}", "return \(Self.property)")
    }
    printer.print("")
    printer.block("fileprivate struct \(Self.type): Hashable {") { printer in
      for declaration in stored { printer.print("var \(declaration)") }
    }
    printer.print("")
    emitLoan(&printer)
    printer.print("")
    emitStorage(&printer)
  }

  private func emitLoan(_ printer: inout CodePrinter) {
    printer.print("// Lends the fields to their methods, which without it would get copies.")
    printer.block("fileprivate struct \(Self.loan): ~Copyable {") { printer in
      printer.print("var fields = \(Self.type)()", "")
      if isChecked { printer.print("var isInitialized: Bool { self.fields.isInitialized }", "") }
      for method in Self.methods {
        printer.block("borrowing \(method.declaration) {") {
          $0.print("self.fields.\(method.call)")
        }
        printer.print("")
      }
      printer.block("borrowing func isEqual(to other: borrowing \(Self.loan)) -> Bool {") {
        $0.print("self.fields == other.fields")
      }
      printer.print("")
      printer.block("borrowing func hash(into hasher: inout Hasher) {") {
        $0.print("self.fields.hash(into: &hasher)")
      }
    }
  }

  private func emitStorage(_ printer: inout CodePrinter) {
    printer.print(
      "// Sound, although neither is checked: fields are changed only by the one message that",
      "// refers to the storage, while nobody else may read or copy that message.")
    printer.block("fileprivate final class \(Self.storage): @unchecked Sendable {") { printer in
      printer.print(
        "static let unset = \(Self.storage)()",
        "@safe @exclusivity(unchecked) var loan = \(Self.loan)()", "")
      printer.print("@inline(never)")
      printer.block("func copy() -> \(Self.storage) {") { printer in
        printer.print(
          "let copy = \(Self.storage)()",
          "if self !== \(Self.storage).unset { copy.\(Self.fields) = self.\(Self.fields) }",
          "return copy")
      }
    }
  }

  /// A method of the fields that only reads them.
  private struct Method {
    let declaration: String
    let call: String
  }

  private static let methods = [
    Method(
      declaration: "func encodedSize(_ sizes: inout MartletProtobuf.WireSizes) -> Int",
      call: "encodedSize(&sizes)"),
    Method(
      declaration: "func encode(to writer: inout MartletProtobuf.WireWriter)",
      call: "encode(to: &writer)"),
    Method(
      declaration: "func write(to writer: inout MartletProtobuf.FormatWriter)",
      call: "write(to: &writer)"),
  ]

  /// Emits the message's own methods, which call those of the fields.
  func emitMethods(_ visibility: String, _ printer: inout CodePrinter) {
    let loan = "\(Self.property).loan"
    func emit(_ declaration: String, _ statement: String, _ printer: inout CodePrinter) {
      printer.block("\(visibility)\(declaration) {") { $0.print(statement) }
      printer.print("")
    }
    if isChecked { emit("var isInitialized: Bool", "\(loan).isInitialized", &printer) }
    for method in Self.methods { emit(method.declaration, "\(loan).\(method.call)", &printer) }
    emit(
      "mutating func merge(from reader: inout MartletProtobuf.WireReader) throws",
      "try \(Self.change).merge(from: &reader)", &printer)
    emit(
      "mutating func read(_ number: UInt32, "
        + "from reader: inout MartletProtobuf.FormatReader) throws",
      "try \(Self.change).read(number, from: &reader)", &printer)
    emit(
      "static func == (left: Self, right: Self) -> Bool",
      "left._storage === right._storage || left._storage.loan.isEqual(to: right._storage.loan)",
      &printer)
    printer.block("\(visibility)func hash(into hasher: inout Hasher) {") {
      $0.print("\(loan).hash(into: &hasher)")
    }
  }
}
