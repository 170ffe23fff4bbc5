/// The names that fields have in JSON.
package enum JSONName {
  /// The name that a field has unless it is given another: letters behind underscores are capitals,
  /// and there are no underscores (descriptor.proto, `json_name`).
  package static func usual(_ name: some Sequence<UInt8>) -> [UInt8] {
    var json: [UInt8] = []
    var isCapital = false
    for byte in name {
      if byte == UInt8(ascii: "_") {
        isCapital = true
        continue
      }
      let isSmall = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      json.append(isCapital && isSmall ? byte - 32 : byte)
      isCapital = false
    }
    return json
  }
}
