/// Where a part of a file stands, by its path in the file's descriptor, and the comments that
/// belong to it: an entry of `SourceCodeInfo`.
public struct Location: Sendable {
  /// The way from the file's descriptor to the part's: numbers of fields and places in lists.
  public package(set) var path: [Int32]
  /// The line and the column of its first character, counted from 0.
  public let startLine: Int32
  /// The column of its first character.
  public let startColumn: Int32
  /// The line of its last character.
  public internal(set) var endLine: Int32 = 0
  /// The column behind its last character.
  public internal(set) var endColumn: Int32 = 0
  /// The comments, if there are any.
  public internal(set) var comments: NodeComments?
}

/// The comments that belong to a declaration, as bytes: they need not be UTF-8.
public struct NodeComments: Sendable {
  /// The comment right before it.
  public var leading: [UInt8]?
  /// The comment right behind it.
  public var trailing: [UInt8]?
  /// Comments before that, which belong to nothing.
  public var detached: [[UInt8]] = []

  /// Creates no comments.
  public init() {}

  var isEmpty: Bool { leading == nil && trailing == nil && detached.isEmpty }
}
