internal import MartletProtobuf
internal import ProtoSyntax

/// Where the declarations of a file stand, and their comments.
final class LocationTable {
  private let source: SourceFile
  private var locations: [(start: Int, location: Google_Protobuf_SourceCodeInfo.Location)] = []

  init(_ source: SourceFile) { self.source = source }

  /// Notes where the declaration with this path stands.
  ///
  /// - Parameter place: What decides where it comes among the others; its own beginning if `nil`.
  func add(
    _ path: [Int32], _ range: Range<Int>, _ comments: NodeComments = NodeComments(),
    at place: Int? = nil
  ) {
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
    locations.append((place ?? range.lowerBound, location))
  }

  /// Notes where numbers stand, and their first and last.
  func add(_ range: RangeNode, _ path: [Int32]) {
    add(path, range.range)
    add(path + [1], range.startRange)
    add(path + [2], range.endRange)
  }

  /// Notes where numbers and names are reserved.
  func add(_ statements: [ReservedStatementNode], numbers: [Int32], names: [Int32]) {
    for each in statements {
      add(each.reservesNames ? names : numbers, each.statement.range, each.statement.comments)
    }
  }

  /// The locations, as they follow each other in the text, the outer ones first.
  var sorted: [Google_Protobuf_SourceCodeInfo.Location] {
    locations.enumerated().sorted { left, right in
      let (leftPath, rightPath) = (left.element.location.path, right.element.location.path)
      if left.element.start != right.element.start {
        return left.element.start < right.element.start
      }
      if leftPath.count != rightPath.count { return leftPath.count < rightPath.count }
      if leftPath != rightPath { return leftPath.lexicographicallyPrecedes(rightPath) }
      return left.offset < right.offset
    }.map(\.element.location)
  }
}
