internal import CLinux
internal import Glibc

/// Small blocks of memory of one loop, used again and again: what C libraries allocate and free
/// several times per call costs a few instructions here, and a lock or a search nowhere.
///
/// May be used from any thread; only on its loop is anything kept.
package final class BlockPool: @unchecked Sendable {
  // Sendable: the lists are touched only on the loop, all else is constant.
  //
  // Sound: each block begins with its class in a header of its own, which is how `free` knows where
  // it belongs; a block is in a list or in use, never both; lists are chained through the blocks'
  // own first bytes after the header.
  private let loop: UnsafeMutableRawPointer
  /// Per class, the first block of its list and the number of blocks.
  private let lists: UnsafeMutablePointer<(first: UnsafeMutableRawPointer?, count: Int)>

  /// Room for the class, and the alignment of what follows.
  private static var headerBytes: Int { 16 }
  /// A class holds blocks of a multiple of so many bytes, header included.
  private static var stepBytes: Int { 32 }
  private static var classes: Int { 16 }
  /// Blocks of each class that are kept: together at most 1.1 MiB.
  private static var maximumKept: Int { 256 }

  /// Pages of zeros; what is a page's is no block.
  package let pages = PagePool()
  /// The page that ``takePage()`` gave last.
  package private(set) var lastPage: UnsafeMutableRawPointer?

  /// The block that ``sharing(_:)`` has handed out, and what its header says.
  private var shared: UnsafeMutableRawPointer?
  private var isSharing = false
  private static var sharedClass: Int { -1 }
  /// What a shared block has room for: a frame of HTTP/2, and a little more.
  package static var sharedBytes: Int { 17 << 10 }

  init(loop: EventLoop) {
    self.loop = Unmanaged.passUnretained(loop).toOpaque()
    lists = .allocate(capacity: Self.classes + 1)
    lists.initialize(repeating: (nil, 0), count: Self.classes + 1)
  }

  deinit {
    for index in 1...Self.classes {
      while let block = pop(index) { Glibc.free(block) }
    }
    lists.deallocate()
    Glibc.free(shared)
  }

  /// A page of zeros; `nil` if there is none, or off the loop.
  package func takePage() -> UnsafeMutableRawPointer? {
    guard isOnLoop else { return nil }
    lastPage = pages.take()
    return lastPage
  }

  /// While `body` runs, whoever asks for a block of 16 KiB gets the same as everybody before; more
  /// asks get others. On the loop only.
  ///
  /// For buffers of which one is in use at a time, as those are that sessions gather a frame in.
  package func sharing<Result>(_ body: () -> Result) -> Result {
    guard isOnLoop else { return body() }
    lastPage = nil
    isSharing = true
    defer { isSharing = false }
    return body()
  }

  /// Blocks that are too large for a list.
  private func allocateLarge(_ count: Int) -> UnsafeMutableRawPointer? {
    if isSharing, count >= 16 << 10, count <= Self.sharedBytes {
      isSharing = false
      if shared == nil {
        shared = begin(malloc(Self.sharedBytes + Self.headerBytes), index: Self.sharedClass)
          .map { $0 - Self.headerBytes }
      }
      return shared.map { $0 + Self.headerBytes }
    }
    let (needed, overflow) = count.addingReportingOverflow(Self.headerBytes)
    return overflow ? nil : begin(malloc(needed), index: 0)
  }

  @inline(__always)
  private var isOnLoop: Bool { martlet_get_current_loop() == loop }

  @inline(__always)
  private func pop(_ index: Int) -> UnsafeMutableRawPointer? {
    guard let block = lists[index].first else { return nil }
    lists[index].first = (block + Self.headerBytes).load(as: UnsafeMutableRawPointer?.self)
    lists[index].count &-= 1
    return block
  }

  /// A block of at least `count` bytes; `nil` if there is no memory.
  package func allocate(_ count: Int) -> UnsafeMutableRawPointer? {
    guard count >= 0, count <= Self.classes * Self.stepBytes - Self.headerBytes else {
      return count < 0 ? nil : allocateLarge(count)
    }
    // Rounded up, and without a sign that the division would have to look at.
    let index = Int(UInt(bitPattern: count &+ Self.headerBytes &+ Self.stepBytes &- 1) >> 5)
    if isOnLoop, let block = pop(index) { return block + Self.headerBytes }
    return begin(malloc(index &* Self.stepBytes), index: index)
  }

  private func begin(
    _ block: UnsafeMutableRawPointer?, index: Int
  ) -> UnsafeMutableRawPointer? {
    guard let block else { return nil }
    block.storeBytes(of: index, as: Int.self)
    return block + Self.headerBytes
  }

  /// Takes a block back that ``allocate(_:)`` or ``reallocate(_:_:)`` made.
  package func free(_ pointer: UnsafeMutableRawPointer?) {
    guard let pointer else { return }
    let block = pointer - Self.headerBytes
    let index = block.load(as: Int.self)
    guard index > 0, lists[index].count < Self.maximumKept, isOnLoop else {
      if index != Self.sharedClass { Glibc.free(block) }
      return
    }
    pointer.storeBytes(of: lists[index].first, as: UnsafeMutableRawPointer?.self)
    lists[index] = (block, lists[index].count &+ 1)
  }

  /// A block with room for `count` bytes that begins with those at `pointer`, which is given up;
  /// `nil`, and nothing given up, if there is no memory.
  package func reallocate(
    _ pointer: UnsafeMutableRawPointer?, _ count: Int
  ) -> UnsafeMutableRawPointer? {
    guard let pointer else { return allocate(count) }
    let block = pointer - Self.headerBytes
    let index = block.load(as: Int.self)
    if index == 0 {
      let (needed, overflow) = count.addingReportingOverflow(Self.headerBytes)
      return overflow ? nil : begin(realloc(block, needed), index: 0)
    }
    let room =
      index == Self.sharedClass ? Self.sharedBytes : index * Self.stepBytes - Self.headerBytes
    if count <= room { return pointer }
    guard let grown = allocate(count) else { return nil }
    grown.copyMemory(from: pointer, byteCount: room)
    free(pointer)
    return grown
  }
}
