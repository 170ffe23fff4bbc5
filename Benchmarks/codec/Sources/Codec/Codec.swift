import MartletMessages
import MartletProtobuf
import ProtobufMessages
import SwiftProtobuf

/// Prints two tables: nanoseconds to decode and to encode each message, on the wire and as JSON.
@main
enum Codec {
  static func main() throws {
    var wire = Table.wire
    var json = Table.json
    try measure("echo", Samples.echo, ProtobufMessages.Codec_Echo.self, &wire, &json)
    try measure("medium", Samples.medium, ProtobufMessages.Codec_Medium.self, &wire, &json)
    try measure("list", Samples.list, ProtobufMessages.Codec_List.self, &wire, &json)
    try measure("bytes", Samples.blob, ProtobufMessages.Codec_Blob.self, &wire, &json)
    try measure("map", Samples.map, ProtobufMessages.Codec_Map.self, &wire, &json)
    wire.print()
    print()
    json.print()
  }

  /// Inlined, so that both codecs are called with types that are known.
  @inline(__always)
  private static func measure<Ours: MartletProtobuf.Message, Theirs: SwiftProtobuf.Message>(
    _ name: String, _ ours: Ours, _ theirs: Theirs.Type, _ wire: inout Table, _ json: inout Table
  ) throws {
    let comparison = try Comparison(name, ours, theirs)
    wire.add(try comparison.row().cells)
    json.add(try comparison.jsonRow().cells)
  }
}
