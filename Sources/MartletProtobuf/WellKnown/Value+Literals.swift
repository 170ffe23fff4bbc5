// Values of any kind, written as Swift's literals.

extension Google_Protobuf_Value {
  /// Creates a number.
  public init(numberValue: Double) {
    self.init()
    self.numberValue = numberValue
  }

  /// Creates a string.
  public init(stringValue: String) {
    self.init()
    self.stringValue = stringValue
  }

  /// Creates a truth value.
  public init(boolValue: Bool) {
    self.init()
    self.boolValue = boolValue
  }

  /// Creates a value of named fields.
  public init(structValue: Google_Protobuf_Struct) {
    self.init()
    self.structValue = structValue
  }

  /// Creates a list.
  public init(listValue: Google_Protobuf_ListValue) {
    self.init()
    self.listValue = listValue
  }
}

extension Google_Protobuf_Value: ExpressibleByIntegerLiteral {
  /// Creates a number.
  public init(integerLiteral value: Int64) { self.init(numberValue: Double(value)) }
}

extension Google_Protobuf_Value: ExpressibleByFloatLiteral {
  /// Creates a number.
  public init(floatLiteral value: Double) { self.init(numberValue: value) }
}

extension Google_Protobuf_Value: ExpressibleByBooleanLiteral {
  /// Creates a truth value.
  public init(booleanLiteral value: Bool) { self.init(boolValue: value) }
}

extension Google_Protobuf_Value: ExpressibleByStringLiteral {
  /// Creates a string.
  public init(stringLiteral value: String) { self.init(stringValue: value) }
}

extension Google_Protobuf_Value: ExpressibleByNilLiteral {
  /// Creates null.
  public init(nilLiteral: ()) {
    self.init()
    nullValue = .nullValue
  }
}

extension Google_Protobuf_ListValue: ExpressibleByArrayLiteral {
  /// Creates a list of values.
  public init(values: [Google_Protobuf_Value]) {
    self.init()
    self.values = values
  }

  /// Creates a list of values.
  public init(arrayLiteral elements: Google_Protobuf_Value...) { self.init(values: elements) }

  /// The value at an index, which must be one of the list's.
  public subscript(index: Int) -> Google_Protobuf_Value {
    get { values[index] }
    set { values[index] = newValue }
  }
}

extension Google_Protobuf_Struct: ExpressibleByDictionaryLiteral {
  /// Creates a value of named fields.
  public init(fields: [String: Google_Protobuf_Value]) {
    self.init()
    self.fields = fields
  }

  /// Creates a value of named fields; of two with one name, the last is taken.
  public init(dictionaryLiteral elements: (String, Google_Protobuf_Value)...) {
    self.init(fields: Dictionary(elements) { _, new in new })
  }

  /// The field of a name; `nil` if there is none.
  public subscript(key: String) -> Google_Protobuf_Value? {
    get { fields[key] }
    set { fields[key] = newValue }
  }
}
