/// A message type known at run time.
public final class DynamicMessageType: @unchecked Sendable {
  // Sendable: `fields`, and what is found by them, are set once while the pool is made, before
  // anybody else has the type.

  /// The full name, such as `helloworld.HelloRequest`.
  public let fullName: String
  /// The fields, by number.
  public private(set) var fields: [DynamicField] = []
  /// The names of the oneofs.
  public let oneofs: [String]

  let isMapEntry: Bool
  private var places: [String: Int] = [:]
  private var placesByNumber: [UInt32: Int] = [:]
  private(set) var tables: MessageTables?

  init(_ fullName: String, oneofs: [String], isMapEntry: Bool) {
    self.fullName = fullName
    self.oneofs = oneofs
    self.isMapEntry = isMapEntry
  }

  func setFields(_ fields: [DynamicField]) {
    self.fields = fields.sorted { $0.number < $1.number }
    for (index, field) in self.fields.enumerated() {
      placesByNumber[field.number] = index
      // The name of the declaration comes before another field's JSON name.
      if places[field.jsonName] == nil { places[field.jsonName] = index }
    }
    for (index, field) in self.fields.enumerated() { places[field.name] = index }
  }

  func setTables(_ tables: MessageTables) { self.tables = tables }

  /// The field with a name, as it is declared or as JSON has it.
  public func field(named name: String) -> DynamicField? { places[name].map { fields[$0] } }

  /// The field with a number.
  public func field(_ number: UInt32) -> DynamicField? {
    placesByNumber[number].map { fields[$0] }
  }
}

extension DynamicMessageType: Hashable {
  public static func == (left: DynamicMessageType, right: DynamicMessageType) -> Bool {
    left === right || left.fullName == right.fullName
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(fullName) }
}

extension DynamicMessageType: CustomStringConvertible {
  public var description: String { fullName }
}
