internal import MartletProtobuf

/// What the generator has to know of a declaration's features: those of the file's edition, as they
/// were changed on the way to the declaration. proto2 and proto3 are editions too.
struct Features {
  private(set) var presence: Google_Protobuf_FeatureSet.FieldPresence
  private(set) var isClosed: Bool
  private(set) var isPacked: Bool
  private(set) var isDelimited = false

  /// The features of a file.
  init(_ file: Google_Protobuf_FileDescriptorProto) {
    let isProto3 = file.syntax == "proto3"
    let isProto2 = !isProto3 && !file.hasEdition
    presence = isProto3 ? .implicit : .explicit
    isClosed = isProto2
    isPacked = !isProto2
    if file.options.hasFeatures { self = changed(by: file.options.features) }
  }

  /// The features of a declaration within one that has these.
  func changed(by set: Google_Protobuf_FeatureSet) -> Features {
    var features = self
    if set.hasFieldPresence { features.presence = set.fieldPresence }
    if set.hasEnumType { features.isClosed = set.enumType == .closed }
    if set.hasRepeatedFieldEncoding { features.isPacked = set.repeatedFieldEncoding == .packed }
    if set.hasMessageEncoding { features.isDelimited = set.messageEncoding == .delimited }
    return features
  }

  /// The features of a field, which proto2 and proto3 say by other means.
  func of(_ field: Google_Protobuf_FieldDescriptorProto) -> Features {
    var features = field.options.hasFeatures ? changed(by: field.options.features) : self
    if field.label == .required { features.presence = .legacyRequired }
    if field.proto3Optional { features.presence = .explicit }
    if field.type == .group { features.isDelimited = true }
    if field.options.hasPacked { features.isPacked = field.options.packed }
    return features
  }
}
