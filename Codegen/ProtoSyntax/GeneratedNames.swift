/// The names that the language makes of others.
package enum GeneratedNames {
  /// The name of a field in JSON, unless an option says otherwise: `stock_by_sku` → `stockBySku`.
  package static func json(_ name: String) -> String { camelCase(name, capitalized: false) }

  /// The name of the message that a map's entries are: `stock_by_sku` → `StockBySkuEntry`.
  package static func mapEntry(_ name: String) -> String {
    camelCase(name, capitalized: true) + "Entry"
  }

  /// The names of the oneofs that proto3 fields are alone in which may be set or not.
  ///
  /// - Parameter taken: The names of the message's other fields and oneofs.
  package static func oneofs(of fields: [String], taken: [String]) -> [String] {
    if fields.isEmpty { return [] }
    var names = Set(taken)
    return fields.map { field in
      var name = field.hasPrefix("_") ? field : "_" + field
      while names.contains(name) { name = "X" + name }
      names.insert(name)
      return name
    }
  }

  private static func camelCase(_ name: String, capitalized: Bool) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(name.utf8.count)
    var isStart = capitalized
    for byte in name.utf8 {
      if byte == UInt8(ascii: "_") {
        isStart = true
      } else {
        let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
        result.append(isStart && isLower ? byte & 0xdf : byte)
        isStart = false
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
