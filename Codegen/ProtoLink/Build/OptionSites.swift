internal import ProtoSyntax

/// A declaration that has options.
struct OptionSite {
  let kind: OptionKind
  /// The declaration's path in the file's descriptor.
  let path: [Int32]
  /// The full name of the declaration, or the package, that it stands in: names in its options are
  /// looked up from there.
  let scope: String
  let options: [OptionNode]
  /// What has been made of them.
  var encoded = EncodedOptions()
}

/// Collects the declarations that have options, while descriptors are made.
final class OptionSites {
  private(set) var all: [OptionSite] = []

  func add(_ kind: OptionKind, _ path: [Int32], _ scope: String, _ options: [OptionNode]) {
    if options.isEmpty { return }
    all.append(OptionSite(kind: kind, path: path, scope: scope, options: options))
  }
}
