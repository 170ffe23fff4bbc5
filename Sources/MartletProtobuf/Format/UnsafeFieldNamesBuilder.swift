/// Makes a ``FieldNames`` of lines.
struct FieldNamesBuilder {
  private var entries: [FieldNames.Entry] = []
  private var bytes: [UInt8] = []
  private(set) var reserved: [FieldNames.Name] = []

  mutating func add(_ line: Slice<UnsafeRawBufferPointer>) {
    let words = line.split(separator: UInt8(ascii: " "))
    guard words.count >= 2 else { return }
    if words[0].elementsEqual([UInt8(ascii: "-")]) { return reserved.append(append(words[1])) }
    guard let number = Int(String(decoding: words[0], as: UTF8.self)) else { return }
    let name = append(words[1])
    let json = words.count > 2 ? Array(words[2]) : JSONName.usual(words[1])
    let quote = UInt8(ascii: "\"")
    let jsonKey = append([quote] + json + [quote, UInt8(ascii: ":")])
    let text = words.count > 3 ? append(words[3]) : name
    entries.append(FieldNames.Entry(number: number, name: name, jsonKey: jsonKey, text: text))
  }

  private mutating func append(_ name: some Collection<UInt8>) -> FieldNames.Name {
    let start = Int32(bytes.count)
    bytes += name
    return FieldNames.Name(start: start, count: Int32(name.count))
  }

  func build() -> (entries: [FieldNames.Entry], bytes: [UInt8], slots: [Int32]) {
    let order = entries.indices.sorted {
      (entries[$0].number, $0) < (entries[$1].number, $1)
    }
    let sorted = order.map { entries[$0] }
    var capacity = 8
    while capacity < 6 * sorted.count { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    // Sound: names lie within the bytes, which are lent only for the call.
    bytes.withUnsafeBytes { bytes in
      for (index, entry) in sorted.enumerated() {
        let inner = FieldNames.Name(start: entry.jsonKey.start + 1, count: entry.jsonKey.count - 3)
        for name in [inner, entry.name, entry.text] {
          let range = Int(name.start)..<Int(name.start) + Int(name.count)
          let hash = FieldNames.hash(UnsafeRawBufferPointer(rebasing: bytes[range]))
          Self.insert(Int32(index), hash, &slots)
        }
      }
    }
    return (sorted, bytes, slots)
  }

  /// Puts an index into the first free place from a hash's on, unless it is there already.
  private static func insert(_ index: Int32, _ hash: Int, _ slots: inout [Int32]) {
    let mask = slots.count - 1
    var slot = hash & mask
    while slots[slot] >= 0 {
      if slots[slot] == index { return }
      slot = (slot + 1) & mask
    }
    slots[slot] = index
  }
}
