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
    // What was encoded by the descriptors of the options can be read as such; where a file brings
    // other descriptors, what does not fit is left out.
    options = (try? Options(serializedBytes: bytes, partial: true)) ?? Options()
  }
}
