/// How the keys of a map are read and written, and which goes first where order matters.
public protocol MapKeyCoding: FieldCoding where Value: Hashable {
  /// Whether a key goes before another.
  static func isOrdered(_ left: Value, before right: Value) -> Bool
}

extension MapKeyCoding where Value: Comparable {
  public static func isOrdered(_ left: Value, before right: Value) -> Bool { left < right }
}

extension MapKeyCoding {
  /// The entries of a map in the order of their keys.
  @usableFromInline
  static func sorted<Entry>(_ map: [Value: Entry]) -> [(key: Value, value: Entry)] {
    map.sorted { isOrdered($0.key, before: $1.key) }
  }
}

extension ProtoInt32: MapKeyCoding {}
extension ProtoInt64: MapKeyCoding {}
extension ProtoUInt32: MapKeyCoding {}
extension ProtoUInt64: MapKeyCoding {}
extension ProtoSInt32: MapKeyCoding {}
extension ProtoSInt64: MapKeyCoding {}
extension ProtoFixed32: MapKeyCoding {}
extension ProtoFixed64: MapKeyCoding {}
extension ProtoSFixed32: MapKeyCoding {}
extension ProtoSFixed64: MapKeyCoding {}
extension ProtoString: MapKeyCoding {}

extension ProtoBool: MapKeyCoding {
  public static func isOrdered(_ left: Bool, before right: Bool) -> Bool { !left && right }
}
