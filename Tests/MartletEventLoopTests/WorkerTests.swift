import MartletEventLoop
import Testing

/// Handlers, and the workers that they share.
@Suite(.timeLimit(.minutes(5)))
struct WorkerTests {
  private final class Handler: ReadyWork, @unchecked Sendable {
    // Sendable: as its superclass, touched only on its loop.
    private let body: @Sendable (Handler) async -> Void

    init(_ body: @escaping @Sendable (Handler) async -> Void) {
      self.body = body
      super.init()
    }

    override func run() async { await body(self) }
  }

  private let loop: EventLoop

  init() throws { loop = try .started() }

  private func run(_ handlers: [Handler]) async {
    await loop.perform { [loop] in for handler in handlers { loop.ready(handler) } }
  }

  @Test func `Handlers run in order, more than a turn has room for too`() async {
    let log = Log<Int>()
    let done = Event<Void>()
    let handlers = (0..<2000).map { number in
      Handler { [loop] _ in if loop.isCurrent { log.note(number) } }
    }
    await run(handlers + [Handler { _ in done.happened(()) }])
    await done.wait()
    #expect(log.entries == Array(0..<2000))
  }

  @Test func `A handler that suspends does not hold up the next`() async {
    let (gate, first, second) = (Event<Void>(), Event<Bool>(), Event<Bool>())
    await run([
      Handler { [loop] _ in
        await gate.wait()
        first.happened(loop.isCurrent)
      },
      Handler { [loop] _ in second.happened(loop.isCurrent) },
    ])
    #expect(await second.wait() == true)
    gate.happened(())
    #expect(await first.wait() == true)
  }

  @Test func `A handler that was cancelled leaves nothing to the next`() async {
    let (begun, never, cancelled, next) = (
      Event<Void>(), Event<Void>(), Event<Bool>(), Event<Bool>()
    )
    let handler = Handler { _ in
      begun.happened(())
      // Ends because the task is cancelled.
      await never.wait()
      cancelled.happened(Task.isCancelled)
    }
    await run([handler])
    await begun.wait()
    await loop.perform { handler.worker?.cancel() }
    #expect(await cancelled.wait() == true)
    for _ in 0..<3 {
      await run([Handler { _ in next.happened(Task.isCancelled) }])
      #expect(await next.wait() == false)
    }
  }

  @Test func `A handler has its worker only while it runs`() async {
    let done = Event<Void>()
    let handler = Handler { _ in done.happened(()) }
    await run([handler])
    await done.wait()
    await loop.turn()
    #expect(await loop.perform { handler.worker == nil })
  }

  // A worker with nothing to do takes the loop's turns: the others must go on in them.
  @Test func `Tasks, timers and suspended handlers go on while a worker has nothing to do`() async {
    let (gate, suspended, rung) = (Event<Void>(), Event<Int>(), Event<Void>())
    let handlers = (0..<3).map { number in
      Handler { [loop] _ in
        await gate.wait()
        suspended.happened(loop.isCurrent ? number : -1)
      }
    }
    await run(handlers)
    let timer = ClosureTimer { rung.happened(()) }
    for _ in 0..<3 {
      let (begun, done) = (Event<Void>(), Event<Void>())
      await run([Handler { _ in done.happened(()) }])
      await done.wait()
      await loop.perform { [loop] in loop.schedule(timer, at: loop.now) }
      await rung.wait()
      let isOnLoop = await Task(executorPreference: loop) { [loop] in
        begun.happened(())
        await Task.yield()
        return loop.isCurrent
      }.value
      await begun.wait()
      #expect(isOnLoop)
      gate.happened(())
    }
    var ended: Set<Int?> = []
    for _ in handlers { ended.insert(await suspended.wait()) }
    #expect(ended == [0, 1, 2])
  }

  @Test func `Handlers run beside a task that keeps yielding`() async {
    let busy = Task(executorPreference: loop) { while !Task.isCancelled { await Task.yield() } }
    for _ in 0..<20 {
      let done = Event<Void>()
      await run([Handler { _ in done.happened(()) }])
      await done.wait()
    }
    busy.cancel()
    await busy.value
  }
}
