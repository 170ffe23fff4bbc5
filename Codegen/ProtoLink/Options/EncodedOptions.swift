/// Options on the wire.
///
/// In files of proto2 and proto3 they stand as they are written, one after the other. In files of
/// an edition they are one message, in the order of its fields: so are protoc's.
struct EncodedOptions {
  /// All options as they are written.
  private(set) var written: [UInt8] = []
  /// Those of them that are of use beyond source code.
  private var keptAsWritten: [UInt8] = []
  /// The options as one message; `nil` if they stand as they are written.
  private var message: MessageValue?

  /// All options.
  var all: [UInt8] { message?.encoded(sourceOnly: true) ?? written }
  /// Those that are of use beyond source code, which descriptors keep.
  var kept: [UInt8] { message?.encoded(sourceOnly: false) ?? keptAsWritten }

  /// Adds an option as it is written.
  mutating func add(all: [UInt8], kept: [UInt8]) {
    written += all
    keptAsWritten += kept
  }

  /// Adds an option to the message that all are.
  mutating func add(_ option: MessageValue) {
    message = message.map { $0.merged(with: option) } ?? option
  }
}
