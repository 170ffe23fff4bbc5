internal import MartletProtobuf

/// The descriptor of a declaration that has options.
protocol OptionHolder {
  associatedtype Options: Message
  var options: Options { get set }
  mutating func clearOptions()
}

extension Google_Protobuf_FileDescriptorProto: OptionHolder {}
extension Google_Protobuf_DescriptorProto: OptionHolder {}
extension Google_Protobuf_DescriptorProto.ExtensionRange: OptionHolder {}
extension Google_Protobuf_FieldDescriptorProto: OptionHolder {}
extension Google_Protobuf_OneofDescriptorProto: OptionHolder {}
extension Google_Protobuf_EnumDescriptorProto: OptionHolder {}
extension Google_Protobuf_EnumValueDescriptorProto: OptionHolder {}
extension Google_Protobuf_ServiceDescriptorProto: OptionHolder {}
extension Google_Protobuf_MethodDescriptorProto: OptionHolder {}

/// What is done with the options of a declaration.
enum OptionChange {
  /// They become what bytes hold.
  case set([UInt8])
  /// They are taken away.
  case clear

  func apply(to holder: inout some OptionHolder) {
    switch self {
    case .clear: holder.clearOptions()
    case .set(let bytes): read(bytes, &holder.options)
    }
  }

  private func read<Options: Message>(_ bytes: [UInt8], _ options: inout Options) {
    if let whole = try? Options(serializedBytes: bytes, partial: true) {
      options = whole
      return
    }
    // Text that is no UTF-8, and what a file's own descriptors of options have otherwise than
    // protobuf's: as in protoc's descriptors, it is kept.
    options = Options()
    for field in WireFields(bytes).whole {
      do {
        try options.merge(serializedBytes: field, partial: true)
      } catch {
        options.unknownFields.data += field
      }
    }
  }
}
