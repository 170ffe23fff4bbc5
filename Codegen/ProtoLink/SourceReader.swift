public import ProtoSyntax

/// Where the linker gets the text of files.
public protocol SourceReader {
  /// The file with this name, relative to any of the places that are searched; `nil` if there is
  /// none.
  func read(_ name: String) -> SourceFile?

  /// The places that are searched, for errors.
  var searchedPlaces: [String] { get }
}
