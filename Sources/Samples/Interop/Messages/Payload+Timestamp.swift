internal import Glibc
internal import MartletProtobuf

extension Grpc_Testing_Payload {
  /// The time in nanoseconds since 1970, in ASCII digits: what no other call has.
  package static func timestamp() -> Grpc_Testing_Payload {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let nanoseconds = now.tv_sec * 1_000_000_000 + now.tv_nsec
    return .with { $0.body = Array("\(nanoseconds)".utf8) }
  }
}
