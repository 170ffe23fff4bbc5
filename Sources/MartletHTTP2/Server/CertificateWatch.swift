internal import MartletCore
internal import MartletEventLoop
internal import MartletTLS

/// Has a server look at the files of its certificates now and then.
final class CertificateWatch: LoopTimer, @unchecked Sendable {
  // Sendable: confined to its loop, but for the endpoint, which may be used anywhere.
  private let endpoint: any SecureEndpoint
  private let interval: Duration
  private unowned let loop: EventLoop
  private var isStopped = false

  init(_ endpoint: any SecureEndpoint, interval: Duration, on loop: EventLoop) {
    self.endpoint = endpoint
    self.interval = interval
    self.loop = loop
    super.init()
  }

  /// Begins. Any thread.
  func start() { loop.execute { self.wait() } }

  /// Ends. Any thread.
  func stop() {
    loop.execute {
      self.isStopped = true
      self.loop.cancel(self)
    }
  }

  private func wait() {
    if !isStopped { loop.schedule(self, at: loop.now.advanced(by: interval.wholeNanoseconds)) }
  }

  override func fire() {
    // Reading files may take its time: not on a loop. Without a thread, there is a next time.
    try? Thread.start(name: "martlet-certs") { [endpoint] in endpoint.reloadIfChanged() }
    wait()
  }
}
