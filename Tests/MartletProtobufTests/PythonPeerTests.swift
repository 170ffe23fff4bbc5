internal import Foundation
internal import MartletProtobuf
internal import Testing

/// Compares the codec with another implementation's, by way of random messages.
@Suite("Python's protobuf agrees")
struct PythonPeerTests {
  @Test("messages of Python's, read and written here, are the same to Python, and back")
  func bothWays() throws {
    let folder = try Scratch()
    let (made, pairs, returned) = (folder / "made", folder / "pairs", folder / "returned")
    try Python.run(["make", Python.protos, "7", "150", made])
    let originals = try lines(of: made)
    #expect(originals.count == 150)
    let messages = try originals.map { try Everything(serializedBytes: bytes($0)) }
    let written = try messages.map { hexadecimal(try $0.serializedBytes()) }
    let text = zip(originals, written).map { "\($0),\($1)\n" }.joined()
    try text.write(toFile: pairs, atomically: true, encoding: .utf8)
    try Python.run(["check", Python.protos, pairs, returned])
    let back = try lines(of: returned).map { try Everything(serializedBytes: bytes($0)) }
    #expect(back == messages)
  }

  @Test("a message made here is Python's too")
  func ours() throws {
    let folder = try Scratch()
    let (pairs, returned) = (folder / "pairs", folder / "returned")
    let hex = hexadecimal(try fullMessage().serializedBytes())
    try "\(hex),\(hex)\n".write(toFile: pairs, atomically: true, encoding: .utf8)
    try Python.run(["check", Python.protos, pairs, returned])
    let back = try lines(of: returned).map { try Everything(serializedBytes: bytes($0)) }
    #expect(back == [fullMessage()])
  }

  @Test("proto2 and edition 2023 are the same to Python, extensions too", arguments: [1, 2, 3])
  func extended(seed: Int) throws {
    try agree(Legacy.self, "legacy.proto", Martlet_Testing_Legacy_Legacy_Extensions, seed)
    try agree(Shelf.self, "legacy.proto", Martlet_Testing_Legacy_Legacy_Extensions, seed)
    try agree(
      Martlet_Testing_Editions_Edition.self, "editions.proto",
      Martlet_Testing_Editions_Editions_Extensions, seed)
  }

  private func agree<M: ExtensibleMessage>(
    _ type: M.Type, _ file: String, _ extensions: SimpleExtensionMap, _ seed: Int
  ) throws {
    let folder = try Scratch()
    let (made, pairs, returned) = (folder / "made", folder / "pairs", folder / "returned")
    let protos = "\(Python.protos),testing/\(file),\(M.protoMessageName)"
    try Python.run(["make", protos, "\(seed)", "60", made])
    let originals = try lines(of: made)
    #expect(originals.count == 60)
    let read = { try M(serializedBytes: bytes($0), extensions: extensions) }
    let messages = try originals.map(read)
    #expect(messages.contains { !$0._protobuf_extensionFieldValues.isEmpty })
    #expect(messages.allSatisfy { $0.unknownFields.isEmpty })
    let written = try messages.map { hexadecimal(try $0.serializedBytes()) }
    let text = zip(originals, written).map { "\($0),\($1)\n" }.joined()
    try text.write(toFile: pairs, atomically: true, encoding: .utf8)
    try Python.run(["check", protos, pairs, returned])
    #expect(try lines(of: returned).map(read) == messages)
    // Without the extensions, nothing is lost either.
    for original in originals {
      let blind = try M(serializedBytes: bytes(original), partial: true)
      #expect(blind._protobuf_extensionFieldValues.isEmpty)
      #expect(try read(hexadecimal(blind.serializedBytes(partial: true))) == read(original))
    }
  }

  @Test("JSON of Python's is read here as what it says, and Python reads ours")
  func json() throws {
    let folder = try Scratch()
    let (made, theirs, ours) = (folder / "made", folder / "theirs", folder / "ours")
    try Python.run(["make", Python.protos, "11", "150", made])
    try Python.run(["json", Python.protos, made, theirs])
    let originals = try lines(of: made)
    let messages = try originals.map { try Everything(serializedBytes: bytes($0)) }
    let read = try lines(of: theirs).map { try Everything(jsonString: $0) }
    #expect(read == messages)
    let text = try zip(originals, messages).map { "\($0)\t\(try $1.jsonString())\n" }.joined()
    try text.write(toFile: ours, atomically: true, encoding: .utf8)
    try Python.run(["check-json", Python.protos, ours])
  }

  @Test("Python's text format is read here as what it says, and Python reads ours")
  func text() throws {
    let folder = try Scratch()
    let (made, theirs, ours) = (folder / "made", folder / "theirs", folder / "ours")
    try Python.run(["make", Python.protos, "13", "150", made])
    try Python.run(["text", Python.protos, made, theirs])
    let originals = try lines(of: made)
    let messages = try originals.map { try Everything(serializedBytes: bytes($0)) }
    let read = try lines(of: theirs).map {
      try Everything(textFormatString: String(decoding: bytes($0), as: UTF8.self))
    }
    #expect(read == messages)
    let text = zip(originals, messages).map {
      "\($0)\t\(hexadecimal($1.textFormatString().utf8))\n"
    }.joined()
    try text.write(toFile: ours, atomically: true, encoding: .utf8)
    try Python.run(["check-text", Python.protos, ours])
  }

  @Test(
    "JSON and text of proto2 and edition 2023 say the same to Python, extensions and groups too",
    arguments: [4, 5, 6])
  func extendedFormats(seed: Int) throws {
    try formatsAgree(
      Legacy.self, "legacy.proto", Martlet_Testing_Legacy_Legacy_Extensions, seed)
    // Not the message set: Python has other names for what extends one than C++ has.
    try formatsAgree(
      Martlet_Testing_Editions_Edition.self, "editions.proto",
      Martlet_Testing_Editions_Editions_Extensions, seed)
  }

  private func formatsAgree<M: ExtensibleMessage>(
    _ type: M.Type, _ file: String, _ extensions: SimpleExtensionMap, _ seed: Int
  ) throws {
    let folder = try Scratch()
    let (made, theirs, ours) = (folder / "made", folder / "theirs", folder / "ours")
    let protos = "\(Python.protos),testing/\(file),\(M.protoMessageName)"
    try Python.run(["make", protos, "\(seed)", "60", made])
    let originals = try lines(of: made)
    let messages = try originals.map {
      try M(serializedBytes: bytes($0), extensions: extensions)
    }
    #expect(messages.contains { !$0._protobuf_extensionFieldValues.isEmpty })

    try Python.run(["json", protos, made, theirs])
    let fromJSON = try lines(of: theirs).map { try M(jsonString: $0, extensions: extensions) }
    #expect(fromJSON == messages)
    let json = try zip(originals, messages).map { "\($0)\t\(try $1.jsonString())\n" }.joined()
    try json.write(toFile: ours, atomically: true, encoding: .utf8)
    try Python.run(["check-json", protos, ours])

    try Python.run(["text", protos, made, theirs])
    let fromText = try lines(of: theirs).map {
      let text = String(decoding: bytes($0), as: UTF8.self)
      return try M(textFormatString: text, extensions: extensions)
    }
    #expect(fromText == messages)
    let text = zip(originals, messages).map {
      "\($0)\t\(hexadecimal($1.textFormatString().utf8))\n"
    }.joined()
    try text.write(toFile: ours, atomically: true, encoding: .utf8)
    try Python.run(["check-text", protos, ours])
  }

  @Test("field masks merge random messages as they do in Python", arguments: [false, true])
  func masks(replacing: Bool) throws {
    let masks = [
      ["a_string", "inner", "doubles", "counts", "chosen_text", "chosen_inner.number"],
      ["child.inner.text", "child.a_double", "child", "maybe_bytes", "color", "colors_by_flag"],
      ["child.inner.number", "child.a_bool", "child.inners_by_name", "inners", "wrapped.value"],
      [
        "child.child.a_bool", "child.a_bool", "child.strings", "chosen_color", "when", "some_bytes",
        "self",
      ],
      [
        "inner.number", "child.a_float", "child.counts", "child.inner", "child.when.nanos",
        "maybe_color",
      ],
    ]
    let folder = try Scratch()
    let (made, merged) = (folder / "made", folder / "merged")
    try Python.run(["make", Python.protos, "17", "200", made])
    let originals = try lines(of: made)
    var options = Google_Protobuf_FieldMask.MergeOptions()
    options.replaceRepeatedFields = replacing
    var text = ""
    for (index, (target, source)) in zip(originals, originals.dropFirst()).enumerated() {
      let paths = masks[index % masks.count]
      var message = try Everything(serializedBytes: bytes(target))
      try message.merge(
        from: Everything(serializedBytes: bytes(source)),
        fieldMask: Google_Protobuf_FieldMask(protoPaths: paths), mergeOption: options)
      let result = hexadecimal(try message.serializedBytes())
      text +=
        [paths.joined(separator: ","), replacing ? "1" : "0", target, source, result]
        .joined(separator: "\t") + "\n"
    }
    try text.write(toFile: merged, atomically: true, encoding: .utf8)
    try Python.run(["check-mask", Python.protos, merged])
  }

  @Test("paths of field masks are valid where they are in Python")
  func paths() throws {
    let names = [
      "", "inner", "number", "child", "inners", "counts", "key", "aString", "self", "when",
    ]
    let pairs = names.flatMap { first in names.map { "\(first).\($0)" } }
    let text = (names + pairs + pairs.map { "child.\($0)" })
      .map { "\($0)\t\(Everything.isPathValid($0) ? 1 : 0)\n" }.joined()
    let folder = try Scratch()
    try text.write(toFile: folder / "paths", atomically: true, encoding: .utf8)
    try Python.run(["check-paths", Python.protos, folder / "paths"])
  }

  private func lines(of path: String) throws -> [String] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    // An empty message is an empty line.
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }
}

/// A folder that is gone after the test.
private final class Scratch {
  private let path = NSTemporaryDirectory() + "/martlet-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static func / (scratch: Scratch, name: String) -> String { "\(scratch.path)/\(name)" }
}

private enum Python {
  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  private static let root = here.deletingLastPathComponent().deletingLastPathComponent()
  static let protos = root.appendingPathComponent("Protos").path

  private static var interpreter: String {
    ProcessInfo.processInfo.environment["MARTLET_PYTHON"]
      ?? root.appendingPathComponent(".venv/bin/python").path
  }

  static func run(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: interpreter)
    process.arguments = [here.appendingPathComponent("Python/peer.py").path] + arguments
    do {
      try process.run()
    } catch {
      Issue.record(
        """
        there is no Python at \(interpreter): run 'python3 -m venv .venv && .venv/bin/pip install \
        grpcio-tools', or set MARTLET_PYTHON to one that has grpcio-tools
        """)
      throw error
    }
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "peer.py failed; does Python have grpcio-tools?")
  }
}
