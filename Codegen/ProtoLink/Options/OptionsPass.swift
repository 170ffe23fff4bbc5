internal import MartletProtobuf
internal import ProtoSyntax

/// Makes sense of a file's options.
///
/// protobuf's own come first: among them are the features, on which it depends how messages are
/// written, and so what custom options, which come afterwards, look like in the descriptor.
struct OptionsPass {
  let file: LinkedFile
  let interpreter: OptionInterpreter
  let schema: Schema

  init(_ file: LinkedFile, _ scope: FileScope, _ schema: Schema, fallback: Schema) {
    self.file = file
    self.schema = schema
    interpreter = OptionInterpreter(
      file: file, scope: scope, schema: schema, fallback: fallback)
  }

  func run() {
    // Options of fields say where these may be used if they are options themselves, even by the
    // file that declares them.
    interpret(extensions: false) { $0.kind == .field }
    schema.refresh()
    interpret(extensions: false) { $0.kind != .field }
    if file.isEdition { schema.refresh() }
    interpret(extensions: true) { _ in true }
  }

  private func interpret(extensions: Bool, _ isWanted: (OptionSite) -> Bool) {
    func isWantedOption(_ option: OptionNode) -> Bool {
      option.name.first?.isExtension == extensions
    }
    for index in file.optionSites.indices where isWanted(file.optionSites[index]) {
      let site = file.optionSites[index]
      // Without custom options, what the first time made of the others stands.
      if extensions, !site.options.contains(where: isWantedOption) { continue }
      interpreter.interpret(&file.optionSites[index], where: isWantedOption) { place, placing in
        switch placing {
        case .path(let path): file.locations[place].path = path
        case .removed: file.removedLocations.insert(place)
        }
      }
      OptionAssembler(file: file).assemble(file.optionSites[index])
    }
  }
}
