/// Collects lines of Swift, each indented by the block that it stands in.
struct CodePrinter {
  private(set) var text = ""
  private var indentation = ""

  /// Adds lines; an empty one is not indented.
  mutating func print(_ lines: String...) {
    for line in lines { add(line) }
  }

  private mutating func add(_ line: String) {
    if !line.isEmpty { text += indentation + line }
    text += "\n"
  }

  /// Adds `opening`, what `body` adds, one step further in, and `closing`.
  mutating func block(
    _ opening: String, closing: String = "}", _ body: (inout CodePrinter) -> Void
  ) {
    add(opening)
    indented(body)
    add(closing)
  }

  /// Adds what `body` adds, one step further in.
  mutating func indented(_ body: (inout CodePrinter) -> Void) {
    let outer = indentation
    indentation += "  "
    body(&self)
    indentation = outer
  }
}
