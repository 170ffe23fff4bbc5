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
  pool(userData)?._withUnsafeGuaranteedRef { $0.free(pointer) }
}

private func allocateZeroed(
  _ count: Int, _ size: Int, _ userData: UnsafeMutableRawPointer?
) -> UnsafeMutableRawPointer? {
  let (bytes, overflow) = count.multipliedReportingOverflow(by: size)
  if overflow { return nil }
  let block = allocate(bytes, userData)
  block?.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  return block
}

private func reallocate(
  _ pointer: UnsafeMutableRawPointer?, _ count: Int, _ userData: UnsafeMutableRawPointer?
) -> UnsafeMutableRawPointer? {
  pool(userData)?._withUnsafeGuaranteedRef { $0.reallocate(pointer, count) }
}
