import Glibc
import MartletEventLoop
import Testing

/// Descriptors that a loop watches.
@Suite(.timeLimit(.minutes(5)))
struct ReadinessTests {
  private final class Handler: ReadinessHandler, @unchecked Sendable {
    // Sendable: touched only on its loop, once it is registered.
    var onReady: (Interest) -> Void = { _ in }

    func ready(_ events: Interest) { onReady(events) }
  }

  /// Two ends that are connected.
  private struct Pair {
    let near: Int32
    let far: Int32

    init() throws {
      var ends: [Int32] = [-1, -1]
      try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
      (near, far) = (ends[0], ends[1])
    }

    /// Makes the near end readable.
    func send() { _ = write(far, [1], 1) }

    func close() {
      _ = Glibc.close(near)
      _ = Glibc.close(far)
    }
  }

  private let loop: EventLoop

  init() throws { loop = try .started() }

  @Test func `A handler hears of bytes that come, until it is taken out`() async throws {
    let pair = try Pair()
    defer { pair.close() }
    let handler = Handler()
    let heard = Event<Interest>()
    let registration = try await loop.perform { [loop] in
      handler.onReady = { events in
        var byte: UInt8 = 0
        _ = read(pair.near, &byte, 1)
        heard.happened(events)
      }
      return Result { try loop.register(handler, fd: pair.near, interest: .read) }
    }.get()
    pair.send()
    #expect(await heard.wait() == .read)
    let count = Log<Int>()
    await loop.perform { [loop] in
      loop.deregister(registration)
      handler.onReady = { _ in count.note(1) }
    }
    pair.send()
    await loop.turn()
    #expect(count.entries == [])
  }

  @Test func `A handler hears of room to write only while it wants to`() async throws {
    let pair = try Pair()
    defer { pair.close() }
    let handler = Handler()
    let heard = Event<Interest>()
    let counted = Log<Interest>()
    try await loop.perform { [loop] in
      Result {
        let registration = try loop.register(handler, fd: pair.near, interest: .read)
        handler.onReady = { events in
          counted.note(events)
          try? loop.update(registration, interest: .read)
          heard.happened(events)
        }
        try loop.update(registration, interest: [.read, .write])
      }
    }.get()
    #expect(await heard.wait() == .write)
    await loop.turn()
    #expect(counted.entries == [.write])
  }

  @Test func `An event of a descriptor that was closed is not its successor's`() async throws {
    let (first, second, quiet) = (try Pair(), try Pair(), try Pair())
    defer { [first, second, quiet].forEach { $0.close() } }
    first.send()
    second.send()
    let heard = Log<String>()
    let loop = loop
    try await loop.perform {
      Result {
        let handlers = (Handler(), Handler(), Handler())
        let registrations = (
          try loop.register(handlers.0, fd: first.near, interest: .read),
          try loop.register(handlers.1, fd: second.near, interest: .read)
        )
        handlers.2.onReady = { _ in heard.note("successor") }
        // Both are readable, so one wait brings both events: whichever handler is first closes the
        // other's descriptor, and another connection, which is silent, gets its number.
        handlers.0.onReady = { _ in
          heard.note("first")
          loop.deregister(registrations.0)
          loop.deregister(registrations.1)
          dup2(quiet.near, second.near)
          _ = try? loop.register(handlers.2, fd: second.near, interest: .read)
        }
        handlers.1.onReady = { _ in
          heard.note("first")
          loop.deregister(registrations.0)
          loop.deregister(registrations.1)
          dup2(quiet.near, first.near)
          _ = try? loop.register(handlers.2, fd: first.near, interest: .read)
        }
      }
    }.get()
    await loop.turn()
    #expect(heard.entries == ["first"])
    quiet.send()
    await loop.turn()
    #expect(heard.entries.contains("successor"))
  }
}
