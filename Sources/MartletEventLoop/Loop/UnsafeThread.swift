internal import CLinux
import Glibc

/// A thread that nobody waits for.
package enum Thread {
  private final class Body {
    let name: String
    let run: @Sendable () -> Void

    init(name: String, run: @escaping @Sendable () -> Void) {
      self.name = name
      self.run = run
    }
  }

  /// Runs `body` on a new thread.
  ///
  /// - Throws: ``SystemCallError`` if the system has no thread to give.
  package static func start(name: String, _ body: @escaping @Sendable () -> Void)
    throws(SystemCallError)
  {
    // Sound: ownership goes to the new thread, which takes it exactly once; if there is none, it
    // is taken back here.
    let owner = Unmanaged.passRetained(Body(name: name, run: body))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let code = pthread_create(&thread, &attributes, main, owner.toOpaque())
    guard code == 0 else {
      owner.release()
      throw SystemCallError(call: "pthread_create", number: code)
    }
  }

  private static let main: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? =
    { argument in
      guard let argument else { return nil }
      let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
      martlet_name_thread(String(body.name.prefix(15)))
      body.run()
      return nil
    }
}
