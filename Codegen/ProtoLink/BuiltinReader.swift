public import ProtoSyntax

/// Reads files from `base`, and protobuf's own from memory where `base` has not got them: nobody
/// needs an include path for `google/protobuf/timestamp.proto`.
public struct BuiltinReader: SourceReader {
  private let base: any SourceReader

  /// Creates a reader that asks `base` first.
  public init(_ base: any SourceReader) { self.base = base }

  public var searchedPlaces: [String] { base.searchedPlaces }

  public func read(_ name: String) -> SourceFile? {
    if let file = base.read(name) { return file }
    return Builtins.files[name].map { text in
      SourceFile(name: name, bytes: Array(text.description.utf8))
    }
  }
}
