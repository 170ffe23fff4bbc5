import Glibc
import MartletEventLoop
import Synchronization
import Testing

@Suite struct ClientLoopTests {
  @Test func `Clients that begin at once share as few loops as those that come later`()
    async throws
  {
    let made = Mutex(0)
    let pool = EventLoopPool { index throws(SystemCallError) in
      made.withLock { $0 += 1 }
      // Takes long enough for every other thread to come by.
      for _ in 0..<1000 { sched_yield() }
      return try EventLoop(index: index)
    }
    let (loops, loop) = AsyncStream<EventLoop?>.makeStream()
    let clients = 6
    for _ in 0..<clients {
      try Thread.start(name: "client") { loop.yield(try? pool.clientLoop()) }
    }
    for await loop in loops.prefix(clients) { _ = try #require(loop) }
    for _ in 0..<clients { _ = try pool.clientLoop() }
    #expect(made.withLock { $0 } == min(2, EventLoopPool.coreCount))
  }
}
