import MartletMessages

/// The messages that are measured. Both sides decode the same bytes, so they are made once.
enum Samples {
  static let echo = Codec_Echo.with {
    $0.text = "sixteen letters!"
    $0.n = 1
    $0.nanoseconds = 1_700_000_000_000_000_000
  }

  static let medium = Codec_Medium.with {
    $0.id = "b6f3c1de-5d9e-4b5c-9f1e"
    $0.name = "An everyday name"
    $0.created = 1_700_000_000_000
    $0.version = 42
    $0.delta = -7
    $0.size = 123_456_789
    $0.active = true
    $0.score = 0.875
    $0.weight = 2.5
    $0.hash = 0x0123_4567_89ab_cdef
    $0.kind = .second
    $0.echo = echo
    $0.codes = (0..<16).map { $0 * 100 }
    $0.token = Array(repeating: 0xa5, count: 32)
  }

  static let list = Codec_List.with {
    $0.records = (0..<100).map { number in
      .with {
        $0.id = Int64(number) * 1_000_003
        $0.name = "record number \(number)"
        $0.score = Double(number) / 3
        $0.active = number.isMultiple(of: 2)
      }
    }
  }

  static let blob = Codec_Blob.with { $0.data = Array(repeating: 0x5a, count: 64 << 10) }

  static let map = Codec_Map.with {
    for number in 0..<32 { $0.counts["key number \(number)"] = Int64(number) * 1000 }
  }
}
