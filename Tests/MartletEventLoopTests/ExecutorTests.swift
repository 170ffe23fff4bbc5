import MartletEventLoop
import Testing

/// Tasks and actors that run on a loop.
@Suite(.timeLimit(.minutes(5)))
struct ExecutorTests {
  private actor Resident {
    nonisolated let loop: EventLoop
    var count = 0

    init(loop: EventLoop) { self.loop = loop }

    nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

    func visit() -> Bool {
      count += 1
      return loop.isCurrent
    }
  }

  @concurrent private static func elsewhere(_ loop: EventLoop) async -> Bool { loop.isCurrent }

  @MainActor private static func onMainThread(_ loop: EventLoop) -> Bool { loop.isCurrent }

  @Test func `A task that prefers a loop stays on it`() async throws {
    let loop = try EventLoop.started()
    let places = await Task(executorPreference: loop) {
      var places = [loop.isCurrent]
      await Task.yield()
      places.append(loop.isCurrent)
      places.append(await Self.elsewhere(loop))
      async let child = Self.elsewhere(loop)
      places.append(await child)
      try? await Task.sleep(for: .microseconds(1))
      places.append(loop.isCurrent)
      places.append(EventLoop.current === loop)
      return places
    }.value
    #expect(places == [true, true, true, true, true, true])
  }

  @Test func `A task comes back to its loop from an actor that lives elsewhere`() async throws {
    let loop = try EventLoop.started()
    let places = await Task(executorPreference: loop) {
      let away = await Self.onMainThread(loop)
      return [away, loop.isCurrent]
    }.value
    #expect(places == [false, true])
  }

  @Test func `An actor may live on a loop`() async throws {
    let loop = try EventLoop.started()
    let resident = Resident(loop: loop)
    #expect(await resident.visit())
    let other = try EventLoop.started()
    let visited = await Task(executorPreference: other) { await resident.visit() }.value
    #expect(visited)
    #expect(await resident.count == 2)
  }

  @Test func `A thread that runs no loop has none`() {
    #expect(EventLoop.current == nil)
  }

  @Test func `Tasks that keep yielding leave room for what else comes`() async throws {
    let loop = try EventLoop.started()
    let busy = (0..<3).map { _ in
      Task(executorPreference: loop) { while !Task.isCancelled { await Task.yield() } }
    }
    for _ in 0..<10 { await loop.perform {} }
    for task in busy {
      task.cancel()
      await task.value
    }
  }

  @Test func `More jobs than a loop has places for run in order`() async throws {
    let loop = try EventLoop.started()
    let log = Log<Int>()
    await Task(executorPreference: loop) {
      await withDiscardingTaskGroup { group in
        for number in 0..<5000 { group.addTask { log.note(number) } }
      }
    }.value
    #expect(log.entries == Array(0..<5000))
  }
}
