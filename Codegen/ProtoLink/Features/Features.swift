internal import MartletProtobuf

/// What an edition lets a file choose, all of it chosen: what a declaration does not say is what
/// the one around it has, and what a file does not say comes from its edition.
struct Features: Equatable {
  var fieldPresence: Google_Protobuf_FeatureSet.FieldPresence
  var enumType: Google_Protobuf_FeatureSet.EnumType
  var repeatedFieldEncoding: Google_Protobuf_FeatureSet.RepeatedFieldEncoding
  var utf8Validation: Google_Protobuf_FeatureSet.Utf8Validation
  var messageEncoding = Google_Protobuf_FeatureSet.MessageEncoding.lengthPrefixed
  var jsonFormat: Google_Protobuf_FeatureSet.JsonFormat

  /// What an edition chooses. proto2 and proto3 are editions too, in which nothing can be changed.
  init(_ edition: Google_Protobuf_Edition) {
    let isProto2 = edition == .proto2
    fieldPresence = edition == .proto3 ? .implicit : .explicit
    enumType = isProto2 ? .closed : .open
    repeatedFieldEncoding = isProto2 ? .expanded : .packed
    utf8Validation = isProto2 ? .none : .verify
    jsonFormat = isProto2 ? .legacyBestEffort : .allow
  }

  /// The features of a declaration within one that has these.
  func changed(by set: Google_Protobuf_FeatureSet?) -> Features {
    guard let set else { return self }
    var features = self
    if set.hasFieldPresence { features.fieldPresence = set.fieldPresence }
    if set.hasEnumType { features.enumType = set.enumType }
    if set.hasRepeatedFieldEncoding {
      features.repeatedFieldEncoding = set.repeatedFieldEncoding
    }
    if set.hasUtf8Validation { features.utf8Validation = set.utf8Validation }
    if set.hasMessageEncoding { features.messageEncoding = set.messageEncoding }
    if set.hasJsonFormat { features.jsonFormat = set.jsonFormat }
    return features
  }
}

extension Google_Protobuf_Edition {
  /// The name that users know.
  var shown: String {
    switch self {
    case .proto2: "proto2"
    case .proto3: "proto3"
    case .edition2023: "edition 2023"
    case .edition2024: "edition 2024"
    case .edition2026: "edition 2026"
    default: "edition \(rawValue)"
    }
  }
}
