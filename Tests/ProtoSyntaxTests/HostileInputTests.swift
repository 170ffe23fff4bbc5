internal import Foundation
internal import ProtoSyntax
internal import Testing

/// Files that no one would write: the parser must say something, and come to an end.
@Suite("Hostile input")
struct HostileInputTests {
  private func source() throws -> [UInt8] {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appendingPathComponent("Protos/testing/everything.proto")
    return Array(try Data(contentsOf: path))
  }

  @Test("a file cut off anywhere is read to its end")
  func truncation() throws {
    let whole = try source()
    #expect(Reading(bytes: whole).messages == [])
    for count in stride(from: 0, to: whole.count, by: 3) {
      for diagnostic in Reading(bytes: Array(whole[..<count])).diagnostics {
        #expect(!diagnostic.description.isEmpty)
      }
    }
  }

  @Test("a file with changed bytes is read to its end")
  func mutation() throws {
    let whole = try source()
    let interesting = Array("{}[]()<>;=.,\"'/*\\-0x\n\0\u{7f}".utf8) + [0x80, 0xff]
    var state: UInt64 = 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<400 {
      var changed = whole
      for _ in 0...next(5) {
        let place = next(changed.count)
        switch next(3) {
        case 0: changed[place] = interesting[next(interesting.count)]
        case 1: changed.remove(at: place)
        default: changed.insert(interesting[next(interesting.count)], at: place)
        }
      }
      for diagnostic in Reading(bytes: changed).diagnostics {
        #expect(!diagnostic.description.isEmpty)
      }
    }
  }

  @Test("32 messages within each other are read, more are not")
  func nesting() {
    func nested(_ depth: Int) -> String {
      String(repeating: "message M {", count: depth) + String(repeating: "}", count: depth)
    }
    #expect(Reading(nested(32)).messages == [])
    #expect(Reading(nested(33)).messages.first == "messages are nested more than 32 deep")
    #expect(!Reading(nested(100_000)).messages.isEmpty)
    #expect(!Reading("option x = " + String(repeating: "{", count: 100_000)).messages.isEmpty)
  }

  @Test("empty and nearly empty files")
  func empty() {
    for text in [
      "", " ", "\n", ";", "//", "/*", "/", "\"", "'", "\\", "}", "{", "]", "0", ".", "-",
    ] {
      _ = Reading(text).diagnostics.map(\.description)
    }
    #expect(Reading("").messages == [])
    #expect(Reading(";;;").messages == [])
  }
}
