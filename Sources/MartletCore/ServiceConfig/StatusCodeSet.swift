/// Status codes as bits, so that what holds them is copied as plain bytes.
struct StatusCodeSet: Sendable, Hashable {
  private var bits: UInt32 = 0

  init(_ codes: Set<Status.Code>) {
    for code in codes { bits |= 1 << UInt32(code.rawValue) }
  }

  /// The codes.
  var codes: Set<Status.Code> {
    Set(
      (0..<UInt32.bitWidth).compactMap { number in
        bits & 1 << UInt32(number) != 0 ? Status.Code(rawValue: number) : nil
      })
  }

  var isEmpty: Bool { bits == 0 }

  func contains(_ code: Status.Code) -> Bool { bits & 1 << UInt32(code.rawValue) != 0 }

  /// Whether the code of a failure is among them.
  func contains(_ error: RPCError) -> Bool { contains(Status.Code(error.code)) }
}
