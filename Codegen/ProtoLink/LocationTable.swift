internal import MartletProtobuf
internal import ProtoSyntax

/// Where the declarations of a file stand, and their comments.
final class LocationTable {
  private let source: SourceFile
  private var locations: [Google_Protobuf_SourceCodeInfo.Location] = []

  init(_ source: SourceFile) { self.source = source }

  /// Notes where the declaration with this path stands.
  func add(_ path: [Int32], _ range: Range<Int>, _ comments: NodeComments = NodeComments()) {
    let start = source.position(of: range.lowerBound)
    let end = source.position(of: range.upperBound)
    var location = Google_Protobuf_SourceCodeInfo.Location()
    location.path = path
    // Three numbers for what is on one line, as descriptor.proto has it.
    location.span = [Int32(start.line), Int32(start.column)]
    if end.line != start.line { location.span.append(Int32(end.line)) }
    location.span.append(Int32(end.column))
    if let leading = comments.leading { location.leadingComments = leading }
    if let trailing = comments.trailing { location.trailingComments = trailing }
    location.leadingDetachedComments = comments.detached
    locations.append(location)
  }

  /// The locations, in the order in which they were noted.
  var sorted: [Google_Protobuf_SourceCodeInfo.Location] { locations }
}
