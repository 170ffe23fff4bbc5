internal import MartletProtobuf
internal import ProtoSyntax

/// Puts encoded options into a file's descriptor, where they become fields as far as they are
/// protobuf's own.
struct OptionAssembler {
  let file: LinkedFile

  /// Puts a declaration's options into its descriptor.
  func assemble(_ site: OptionSite) { change(site, .set(site.encoded.all)) }

  /// Takes the options away that are of use in source code only. Until all files are linked,
  /// descriptors have them, for the files to be checked against.
  func strip() {
    var emptied: Set<[Int32]> = []
    for site in file.optionSites {
      let (all, kept) = (site.encoded.all, site.encoded.kept)
      if kept.count == all.count { continue }
      guard kept.isEmpty else {
        change(site, .set(kept))
        continue
      }
      change(site, .clear)
      emptied.insert(site.path + [site.kind.fieldNumber])
    }
    if emptied.isEmpty { return }
    for (index, location) in file.locations.enumerated() where emptied.contains(location.path) {
      file.removedLocations.insert(index)
    }
  }

  private func change(_ site: OptionSite, _ change: OptionChange) {
    let (path, last) = (site.path, Int(site.path.last ?? 0))
    switch site.kind {
    case .file: change.apply(to: &file.proto)
    case .service: change.apply(to: &file.proto.service[last])
    case .method: change.apply(to: &file.proto.service[Int(path[1])].method[last])
    case .message: file.proto.withMessage(at: path) { change.apply(to: &$0) }
    case .field where path.count == 2: change.apply(to: &file.proto.extension[last])
    case .field where path[path.count - 2] == 2:
      withParent(of: path) { change.apply(to: &$0.field[last]) }
    case .field: withParent(of: path) { change.apply(to: &$0.extension[last]) }
    case .oneof: withParent(of: path) { change.apply(to: &$0.oneofDecl[last]) }
    case .extensionRange: withParent(of: path) { change.apply(to: &$0.extensionRange[last]) }
    case .enum where path.count == 2: change.apply(to: &file.proto.enumType[last])
    case .enum: withParent(of: path) { change.apply(to: &$0.enumType[last]) }
    case .enumValue where path.count == 4:
      change.apply(to: &file.proto.enumType[Int(path[1])].value[last])
    case .enumValue:
      let each = Int(path[path.count - 3])
      file.proto.withMessage(at: Array(path.dropLast(4))) {
        change.apply(to: &$0.enumType[each].value[last])
      }
    }
  }

  /// Changes the message that has the part at a path.
  private func withParent(
    of path: [Int32], _ body: (inout Google_Protobuf_DescriptorProto) -> Void
  ) {
    file.proto.withMessage(at: Array(path.dropLast(2)), body)
  }
}
