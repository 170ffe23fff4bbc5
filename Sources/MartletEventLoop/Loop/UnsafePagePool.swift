internal import Glibc
internal import Synchronization

/// Pages of zeros, whose memory the system can have back while they are all zeros: what reads as
/// zeros is the same before and after, so nobody has to know.
///
/// For the tables of C libraries that are wanted for as long as a connection lasts, and are empty
/// for as long as it is idle.
package final class PagePool: Sendable {
  // Sound: regions are never unmapped while the pool lives; a page is in `free` or in use, never
  // both. Addresses are kept as numbers, which may be sent.
  private struct State {
    var free: [UInt] = []
    var regions: [UInt] = []
  }

  private let state = Mutex(State())

  /// The size of a page, and the only size that is handed out.
  package static var pageBytes: Int { 4096 }
  /// The memory that is asked of the system at a time, and what it begins at a multiple of.
  private static var regionBytes: Int { 1 << 20 }

  /// Whether the system's pages are of another size: then there are none here.
  private static let isUnfit = sysconf(Int32(_SC_PAGESIZE)) != pageBytes

  package init() {}

  deinit {
    for region in state.withLock({ $0.regions }) {
      munmap(UnsafeMutableRawPointer(bitPattern: region), Self.regionBytes)
    }
  }

  /// A page of zeros; `nil` if there is none to be had.
  package func take() -> UnsafeMutableRawPointer? {
    state.withLock { state in
      if state.free.isEmpty { Self.grow(&state) }
      return state.free.popLast()
    }.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
  }

  /// Takes a page back that ``take()`` gave.
  ///
  /// - Returns: `false` if it is none of these pages, and nothing was done.
  package func put(_ page: UnsafeMutableRawPointer) -> Bool {
    guard owns(page) else { return false }
    // Whatever is in it, the system takes it, and gives zeros.
    if madvise(page, Self.pageBytes, MADV_DONTNEED) != 0 {
      page.initializeMemory(as: UInt8.self, repeating: 0, count: Self.pageBytes)
    }
    let address = UInt(bitPattern: page)
    state.withLock { $0.free.append(address) }
    return true
  }

  /// Whether `pointer` is one of these pages.
  package func owns(_ pointer: UnsafeMutableRawPointer) -> Bool {
    guard UInt(bitPattern: pointer) & UInt(Self.pageBytes - 1) == 0 else { return false }
    let region = UInt(bitPattern: pointer) & ~UInt(Self.regionBytes - 1)
    return state.withLock { $0.regions.contains(region) }
  }

  /// Lets the system have a page's memory until it is used again, if it is all zeros.
  ///
  /// Whose page it is does not matter: it reads the same before and after.
  package static func rest(_ page: UnsafeMutableRawPointer) {
    let words = UnsafeRawBufferPointer(start: page, count: pageBytes).bindMemory(to: UInt64.self)
    guard words.allSatisfy({ $0 == 0 }) else { return }
    // If the system will not, the page stays as it is.
    _ = madvise(page, pageBytes, MADV_DONTNEED)
  }

  private static func grow(_ state: inout State) {
    guard !isUnfit else { return }
    // Twice as much as is kept, which has to begin at a multiple of its size.
    guard
      let mapping = mmap(
        nil, 2 * regionBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      mapping != MAP_FAILED
    else { return }
    let before = -Int(bitPattern: mapping) & (regionBytes - 1)
    if before > 0 { munmap(mapping, before) }
    munmap(mapping + before + regionBytes, regionBytes - before)
    let region = mapping + before
    // Pages one by one: a huge one would be there as a whole.
    _ = madvise(region, regionBytes, MADV_NOHUGEPAGE)
    let address = UInt(bitPattern: region)
    state.regions.append(address)
    for offset in stride(from: 0, to: regionBytes, by: pageBytes).reversed() {
      state.free.append(address + UInt(offset))
    }
  }
}
