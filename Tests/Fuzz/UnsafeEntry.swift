internal import Glibc

/// What libFuzzer calls with each input. The environment variable MARTLET_FUZZ_TARGET says what is
/// fuzzed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  // Sound: libFuzzer lends as many bytes as it says until this returns, and they are copied.
  let bytes = [UInt8](UnsafeBufferPointer(start: data, count: count))
  Target.chosen.run(bytes)
  return 0
}

/// What is fuzzed.
enum Target: String {
  case wire, json, text, proto

  static let chosen: Target = {
    let name = getenv("MARTLET_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = Target(rawValue: name) else {
      preconditionFailure("MARTLET_FUZZ_TARGET is '\(name)': wire, json, text or proto is known")
    }
    return target
  }()

  func run(_ bytes: [UInt8]) {
    switch self {
    case .wire: WireTarget.run(bytes)
    case .json: FormatTargets.json(bytes)
    case .text: FormatTargets.text(bytes)
    case .proto: ProtoTarget.run(bytes)
    }
  }
}
