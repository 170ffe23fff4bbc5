import MartletMessages
import ProtobufMessages

/// Prints a table: nanoseconds to decode and to encode each message.
@main
enum Codec {
  static func main() throws {
    var table = Table()
    table.add(try Comparison("echo", Samples.echo, ProtobufMessages.Codec_Echo.self).row())
    table.add(try Comparison("medium", Samples.medium, ProtobufMessages.Codec_Medium.self).row())
    table.add(try Comparison("list", Samples.list, ProtobufMessages.Codec_List.self).row())
    table.add(try Comparison("bytes", Samples.blob, ProtobufMessages.Codec_Blob.self).row())
    table.add(try Comparison("map", Samples.map, ProtobufMessages.Codec_Map.self).row())
    table.print()
  }
}
