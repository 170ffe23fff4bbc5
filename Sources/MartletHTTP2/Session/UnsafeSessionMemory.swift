internal import CNghttp2
internal import Glibc
internal import MartletEventLoop

extension EventLoop {
  /// Where sessions of this loop have their memory: libnghttp2 allocates eight times per call.
  var sessionMemory: nghttp2_mem {
    // Sound: loops, and their pools with them, live as long as the process.
    nghttp2_mem(
      mem_user_data: Unmanaged.passUnretained(blocks).toOpaque(), malloc: allocate, free: release,
      calloc: allocateZeroed, realloc: reallocate)
  }
}

// Sound, for every function below: `pool` is what `sessionMemory` says.

private func pool(_ pointer: UnsafeMutableRawPointer?) -> Unmanaged<BlockPool>? {
  pointer.map { Unmanaged.fromOpaque($0) }
}

private func allocate(
  _ count: Int, _ userData: UnsafeMutableRawPointer?
) -> UnsafeMutableRawPointer? {
  pool(userData)?._withUnsafeGuaranteedRef { $0.allocate(count) }
}

private func release(_ pointer: UnsafeMutableRawPointer?, _ userData: UnsafeMutableRawPointer?) {
  if mayBePage(pointer), releasePage(pointer, userData) { return }
  pool(userData)?._withUnsafeGuaranteedRef { $0.free(pointer) }
}

/// Whether a page may begin there: few blocks do, so that this is all that most of them cost.
@inline(__always)
private func mayBePage(_ pointer: UnsafeMutableRawPointer?) -> Bool {
  UInt(bitPattern: pointer) & 4095 == 0 && pointer != nil
}

/// Takes a page back; `false` if it is none.
@inline(never)
private func releasePage(
  _ pointer: UnsafeMutableRawPointer?, _ userData: UnsafeMutableRawPointer?
) -> Bool {
  guard let pointer else { return false }
  return pool(userData)?._withUnsafeGuaranteedRef { $0.pages.put(pointer) } ?? false
}

private func allocateZeroed(
  _ count: Int, _ size: Int, _ userData: UnsafeMutableRawPointer?
) -> UnsafeMutableRawPointer? {
  let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
  if overflow { return nil }
  // The table of a session's streams, all zeros while there are none.
  if bytes == PagePool.pageBytes,
    let page = pool(userData)?._withUnsafeGuaranteedRef({ $0.takePage() })
  {
    return page
  }
  let block = allocate(bytes, userData)
  block?.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  return block
}

private func reallocate(
  _ pointer: UnsafeMutableRawPointer?, _ count: Int, _ userData: UnsafeMutableRawPointer?
) -> UnsafeMutableRawPointer? {
  pool(userData)?._withUnsafeGuaranteedRef {
    guard let pointer, mayBePage(pointer), $0.pages.owns(pointer) else {
      return $0.reallocate(pointer, count)
    }
    guard let moved = $0.allocate(count) else { return nil }
    moved.copyMemory(from: pointer, byteCount: min(count, PagePool.pageBytes))
    _ = $0.pages.put(pointer)
    return moved
  }
}
