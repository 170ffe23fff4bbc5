internal import MartletProtobuf
internal import ProtoSyntax

/// Where the declarations of a file stand, and their comments, as descriptors have them.
enum SourceInfo {
  static func of(_ file: LinkedFile) -> Google_Protobuf_SourceCodeInfo {
    var info = Google_Protobuf_SourceCodeInfo()
    info.location.reserveCapacity(file.locations.count)
    for (index, location) in file.locations.enumerated()
    where !file.removedLocations.contains(index) {
      info.location.append(proto(of: location))
    }
    return info
  }

  private static func proto(of location: Location) -> Google_Protobuf_SourceCodeInfo.Location {
    var proto = Google_Protobuf_SourceCodeInfo.Location()
    proto.path = location.path
    // Three numbers for what is on one line.
    proto.span =
      location.endLine == location.startLine
      ? [location.startLine, location.startColumn, location.endColumn]
      : [location.startLine, location.startColumn, location.endLine, location.endColumn]
    if let comments = location.comments { add(comments, to: &proto) }
    return proto
  }

  private static func add(
    _ comments: NodeComments, to proto: inout Google_Protobuf_SourceCodeInfo.Location
  ) {
    var raw = RawText()
    if let leading = comments.leading { proto.leadingComments = raw.text(of: leading, field: 3) }
    if let trailing = comments.trailing {
      proto.trailingComments = raw.text(of: trailing, field: 4)
    }
    // Values that are repeated do not take each other's place: either all are raw or none is.
    let detached = comments.detached.map { String(validating: $0, as: UTF8.self) }
    if detached.contains(nil) {
      for comment in comments.detached { _ = raw.text(of: comment, field: 6, isRaw: true) }
    } else {
      proto.leadingDetachedComments = detached.compactMap(\.self)
    }
    proto.unknownFields.data += raw.fields
  }
}
