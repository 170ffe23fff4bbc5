import Dispatch
import Glibc
import Testing

/// One half of a connection in raw bytes, on a thread that may wait.
final class RawPeer: Sendable {
  private let socket: Int32

  /// Connects to a port of this machine.
  init(port: Int) throws {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let socket = socket
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(code == 0, "cannot connect to port \(port)")
    Self.bePatient(socket)
  }

  /// Takes over a socket that is connected.
  init(socket: Int32) {
    self.socket = socket
    Self.bePatient(socket)
  }

  private static func bePatient(_ socket: Int32) {
    // So that a peer which says nothing fails a test, and does not hold it up.
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(socket) }

  /// Says that nothing more comes.
  func goAway() { shutdown(socket, Int32(SHUT_WR)) }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.send(socket, Array(rest), rest.count, Int32(MSG_NOSIGNAL))
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// The bytes that come next, at most so many; fewer if the server closes before.
  func receive(_ count: Int = .max) async -> [UInt8] {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < count {
          let received = recv(self.socket, &chunk, min(chunk.count, count - bytes.count), 0)
          guard received > 0 else { break }
          bytes += chunk[..<received]
        }
        continuation.resume(returning: bytes)
      }
    }
  }

  /// Whether the other end closes the connection, before patience is at its end.
  func isClosed() async -> Bool {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var received = chunk.count
        while received > 0 { received = recv(self.socket, &chunk, chunk.count, 0) }
        continuation.resume(returning: received == 0)
      }
    }
  }

  /// The frame that comes next; `nil` if the server closes before.
  func nextFrame() async -> RawFrame? {
    let head = await receive(9)
    guard head.count == 9 else { return nil }
    let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
    let stream = head[5...8].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let payload = await receive(length)
    return RawFrame(kind: head[3], flags: head[4], stream: stream, payload: payload)
  }
}

/// A frame of HTTP/2, legal or not.
struct RawFrame {
  var kind: UInt8
  var flags: UInt8 = 0
  var stream: UInt32 = 0
  var payload: [UInt8] = []

  static let (data, headers, reset, settings, ping, goAway, windowUpdate):
    (
      UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
    ) = (0, 1, 3, 4, 6, 7, 8)
  static let (endStream, endHeaders): (UInt8, UInt8) = (0x1, 0x4)

  static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)

  var bytes: [UInt8] {
    let length = payload.count
    let head = [UInt8(length >> 16 & 0xff), UInt8(length >> 8 & 0xff), UInt8(length & 0xff)]
    return head + [kind, flags] + Self.number(stream) + payload
  }

  static func number(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  /// The headers of a call, each as a literal that no table keeps.
  static func call(
    _ path: String, stream: UInt32, contentType: String = "application/grpc"
  ) -> RawFrame {
    let fields = [
      (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "test"),
      ("te", "trailers"), ("content-type", contentType),
    ]
    var block: [UInt8] = []
    for (name, value) in fields {
      block += [0x10, UInt8(name.utf8.count)] + Array(name.utf8)
      block += [UInt8(value.utf8.count)] + Array(value.utf8)
    }
    return RawFrame(kind: headers, flags: endHeaders, stream: stream, payload: block)
  }

  /// A message of gRPC's that ends the request.
  static func message(_ payload: [UInt8], stream: UInt32) -> RawFrame {
    RawFrame(
      kind: data, flags: endStream, stream: stream,
      payload: [0] + number(UInt32(payload.count)) + payload)
  }
}
