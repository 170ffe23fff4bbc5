extension Metadata {
  /// Why the metadata cannot travel, and what to do about it; `nil` if it can (gRPC over HTTP/2,
  /// "Custom-Metadata").
  var problem: String? {
    for (key, value) in self {
      if key.isEmpty { return "metadata has an empty key" }
      if !key.utf8.allSatisfy(\.isOfMetadataKey) {
        return """
          metadata cannot have the key '\(key)': \
          keys are of ASCII letters, digits, '-', '_' and '.'
          """
      }
      if case .string(let text) = value, !text.utf8.allSatisfy(\.isOfMetadataValue) {
        return """
          the value of the metadata '\(key)' is not printable ASCII: \
          send its bytes, under a key that ends in '-bin'
          """
      }
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isOfMetadataKey: Bool {
    switch asciiLowercased {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
      true
    default: false
    }
  }

  fileprivate var isOfMetadataValue: Bool { self >= 0x20 && self <= 0x7e }
}
