internal import CLinux
import Glibc

/// What becomes of memory that is freed.
///
/// glibc gives the top of a heap back to the system as soon as 128 KiB of it are free, or twice the
/// largest block so far. A call with a message of 1 MiB then has all its pages taken away and given
/// back by the kernel, which costs twice as much as everything else that is done for it.
enum FreedMemory {
  /// Free bytes at the top of a heap that are kept; also the size from which a block is mapped by
  /// itself.
  private static let keptBytes: Int32 = 16 << 20

  /// Has the process keep freed memory, once; not if the environment says how malloc is to behave.
  static let isKept: Bool = {
    let settings = ["MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "GLIBC_TUNABLES"]
    guard settings.allSatisfy({ getenv($0) == nil }) else { return false }
    return mallopt(M_TRIM_THRESHOLD, keptBytes) == 1
      && mallopt(M_MMAP_THRESHOLD, keptBytes) == 1
  }()
}
