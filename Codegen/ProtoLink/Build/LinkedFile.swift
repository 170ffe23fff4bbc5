internal import MartletProtobuf
internal import ProtoSyntax

/// A file whose names are resolved, while its options are made sense of.
final class LinkedFile {
  let name: String
  let node: FileNode
  let edition: Google_Protobuf_Edition
  var proto = Google_Protobuf_FileDescriptorProto()
  /// The declarations that have options.
  var optionSites: [OptionSite] = []
  /// Where everything stands; options get their paths when they are made sense of.
  var locations: [Location]
  /// The places among them of options that descriptors do not keep.
  var removedLocations: Set<Int> = []

  init(_ node: FileNode, name: String) {
    self.node = node
    self.name = name
    locations = node.locations
    if node.isEdition {
      edition = node.syntax?.text == "2024" ? .edition2024 : .edition2023
    } else {
      edition = node.syntax?.text == "proto3" ? .proto3 : .proto2
    }
  }

  var isProto3: Bool { edition == .proto3 }
  var isEdition: Bool { node.isEdition }
  var package: String { node.package?.text ?? "" }

  /// The features of the file itself.
  var features: Features {
    Features(edition).changed(by: proto.options.hasFeatures ? proto.options.features : nil)
  }

  /// The features of the message, field, extension or enumeration at a path.
  func features(at path: [Int32]) -> Features {
    var features = features
    guard isEdition, let kind = path.first else { return features }
    if kind == 5 { return features.changed(by: proto.enumType[Int(path[1])].options.featureSet) }
    if kind == 7 { return features.changed(by: proto.extension[Int(path[1])].options.featureSet) }
    var message = proto.messageType[Int(path[1])]
    features = features.changed(by: message.options.featureSet)
    var rest = path.dropFirst(2)
    while let number = rest.popFirst(), let index = rest.popFirst().map(Int.init) {
      switch number {
      case 3:
        message = message.nestedType[index]
        features = features.changed(by: message.options.featureSet)
      case 4: features = features.changed(by: message.enumType[index].options.featureSet)
      case 6: features = features.changed(by: message.extension[index].options.featureSet)
      default:
        let field = message.field[index]
        if field.hasOneofIndex {
          features = features.changed(
            by: message.oneofDecl[Int(field.oneofIndex)].options.featureSet)
        }
        features = features.changed(by: field.options.featureSet)
      }
    }
    return features
  }
}

extension Google_Protobuf_MessageOptions {
  var featureSet: Google_Protobuf_FeatureSet? { hasFeatures ? features : nil }
}

extension Google_Protobuf_EnumOptions {
  var featureSet: Google_Protobuf_FeatureSet? { hasFeatures ? features : nil }
}

extension Google_Protobuf_FieldOptions {
  var featureSet: Google_Protobuf_FeatureSet? { hasFeatures ? features : nil }
}

extension Google_Protobuf_OneofOptions {
  var featureSet: Google_Protobuf_FeatureSet? { hasFeatures ? features : nil }
}
