/// A message that wraps one value, and is that value in JSON.
protocol WrapperMessage: WrittenAsJSONValue {
  associatedtype Coding: FieldReading

  var value: Coding.Value { get set }
}

extension WrapperMessage {
  /// Writes the value.
  public func writeJSON(to writer: inout FormatWriter) { Coding.write(value, to: &writer) }

  /// Reads the value.
  public mutating func readJSON(from reader: inout FormatReader) throws {
    if reader.next == UInt8(ascii: "n") { throw reader.failure("a value was expected") }
    if let value = try Coding.parse(&reader) { self.value = value }
  }
}

extension Google_Protobuf_DoubleValue: WrapperMessage {
  typealias Coding = ProtoDouble
}

extension Google_Protobuf_FloatValue: WrapperMessage {
  typealias Coding = ProtoFloat
}

extension Google_Protobuf_Int64Value: WrapperMessage {
  typealias Coding = ProtoInt64
}

extension Google_Protobuf_UInt64Value: WrapperMessage {
  typealias Coding = ProtoUInt64
}

extension Google_Protobuf_Int32Value: WrapperMessage {
  typealias Coding = ProtoInt32
}

extension Google_Protobuf_UInt32Value: WrapperMessage {
  typealias Coding = ProtoUInt32
}

extension Google_Protobuf_BoolValue: WrapperMessage {
  typealias Coding = ProtoBool
}

extension Google_Protobuf_StringValue: WrapperMessage {
  typealias Coding = ProtoString
}

extension Google_Protobuf_BytesValue: WrapperMessage {
  typealias Coding = ProtoBytes
}
