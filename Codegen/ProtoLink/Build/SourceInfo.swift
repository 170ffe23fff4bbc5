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
    if let comments = location.comments {
      if let leading = comments.leading { proto.leadingComments = leading }
      if let trailing = comments.trailing { proto.trailingComments = trailing }
      proto.leadingDetachedComments = comments.detached
    }
    return proto
  }
}
