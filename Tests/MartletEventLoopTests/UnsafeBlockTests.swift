import Glibc
import MartletEventLoop
import Testing

/// Memory that a loop hands out. The file is named for pointers that it looks through, all of
/// which are to blocks that the tests hold.
@Suite(.timeLimit(.minutes(5)))
struct UnsafeBlockTests {
  private func isThere(_ page: UnsafeMutableRawPointer) -> Bool {
    var state: UInt8 = 0
    return mincore(page, PagePool.pageBytes, &state) == 0 && state & 1 == 1
  }

  @Test func `Pages are zeros, and each is somebody's alone`() throws {
    let pool = PagePool()
    var pages: Set<UnsafeMutableRawPointer> = []
    for _ in 0..<600 {
      let page = try #require(pool.take())
      #expect(pool.owns(page))
      #expect(page.load(as: UInt64.self) == 0)
      page.storeBytes(of: .max, as: UInt64.self)
      pages.insert(page)
    }
    #expect(pages.count == 600)
    for page in pages { #expect(pool.put(page)) }
    for _ in 0..<600 { #expect(try #require(pool.take()).load(as: UInt64.self) == 0) }
  }

  @Test func `A page rests only while it is all zeros`() throws {
    let pool = PagePool()
    defer { withExtendedLifetime(pool) {} }
    let page = try #require(pool.take())
    page.storeBytes(of: 1, toByteOffset: 4088, as: UInt64.self)
    PagePool.rest(page)
    #expect(isThere(page))
    #expect(page.load(fromByteOffset: 4088, as: UInt64.self) == 1)
    page.storeBytes(of: 0, toByteOffset: 4088, as: UInt64.self)
    #expect(isThere(page))
    PagePool.rest(page)
    #expect(!isThere(page))
    #expect(page.load(fromByteOffset: 4088, as: UInt64.self) == 0)
  }

  @Test func `What is no page is not taken for one`() throws {
    let pool = PagePool()
    _ = pool.take()
    let other = PagePool()
    defer { withExtendedLifetime(other) {} }
    #expect(!pool.put(try #require(other.take())))
    let block = try #require(malloc(64))
    defer { free(block) }
    #expect(!pool.owns(block))
  }

  @Test func `Blocks for a frame are shared, one in each that asks for several`() async throws {
    let loop = try EventLoop.started()
    let (areSame, isOther, isPlain) = await loop.perform {
      let blocks = loop.blocks
      let first = blocks.sharing { blocks.allocate(16_394) }
      let (second, third) = blocks.sharing { (blocks.allocate(16_394), blocks.allocate(16_394)) }
      let later = blocks.allocate(16_394)
      defer { for block in [first, second, third, later] { blocks.free(block) } }
      return (first != nil && first == second, third != second, later != first && later != third)
    }
    #expect(areSame)
    #expect(isOther)
    #expect(isPlain)
  }

  @Test func `A shared block that is to grow is copied`() async throws {
    let loop = try EventLoop.started()
    let (isMoved, byte) = await loop.perform {
      let blocks = loop.blocks
      let shared = blocks.sharing { blocks.allocate(16_394) }
      shared?.storeBytes(of: 7, as: UInt8.self)
      let grown = blocks.reallocate(shared, 100_000)
      defer { blocks.free(grown) }
      return (grown != shared, grown?.load(as: UInt8.self))
    }
    #expect(isMoved)
    #expect(byte == 7)
  }

  @Test func `Off the loop no block is shared, and no page given`() async throws {
    let loop = try EventLoop.started()
    let blocks = await loop.perform { loop.blocks }
    let first = blocks.sharing { blocks.allocate(16_394) }
    let second = blocks.sharing { blocks.allocate(16_394) }
    #expect(first != second)
    #expect(blocks.takePage() == nil)
    for block in [first, second] { blocks.free(block) }
  }
}
