internal import Testing
internal import ToolSupport

/// Peers that break the rules, against `interop-server` as a process of its own: a crash or a leak
/// is seen from outside. Each attack ends with a call that the server must answer, and with a look
/// at its memory.
@Suite(.timeLimit(.minutes(5)))
struct HostileTests {
  private static func attack(_ name: String) async throws {
    try await Program.built("interop-server", ["--port", "0"]).serve { port, process in
      try await Program.python("peer.py", [port, "\(process)", name]).run()
    }
  }

  @Test(arguments: Attacks.requests)
  func `A request that breaks the rules is answered as they say`(_ name: String) async throws {
    try await Self.attack(name)
  }

  @Test(arguments: Attacks.frames)
  func `A frame that breaks the rules is answered as they say`(_ name: String) async throws {
    try await Self.attack(name)
  }

  @Test(arguments: Attacks.floods)
  func `A flood is ended or borne, in bounded memory`(_ name: String) async throws {
    try await Self.attack(name)
  }

  @Test func `A connection that is idle after a call takes less than 10 KB`() async throws {
    try await Program.built("interop-server", ["--port", "0"]).serve { port, process in
      try await Program.python("idle.py", [port, "\(process)"]).run()
    }
  }

  @Test func `No attack is left out`() async throws {
    let result = try await Program.python("peer.py", ["--list"]).result()
    #expect(result.status == 0, "\(result.errors)")
    let names = result.output.split(separator: "\n").map(String.init)
    #expect(names.sorted() == (Attacks.requests + Attacks.frames + Attacks.floods).sorted())
  }
}
