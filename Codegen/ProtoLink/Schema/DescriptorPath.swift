internal import MartletProtobuf

/// What is at a path in a file's descriptor. Paths go through messages, as those of
/// `SourceCodeInfo` do.
extension Google_Protobuf_FileDescriptorProto {
  /// Changes the message at a path.
  mutating func withMessage<Result>(
    at path: [Int32], _ body: (inout Google_Protobuf_DescriptorProto) -> Result
  ) -> Result {
    var rest = path.dropFirst(2)
    return messageType[Int(path[1])].withMessage(at: &rest, body)
  }

  /// The message at a path.
  func message(at path: [Int32]) -> Google_Protobuf_DescriptorProto {
    var message = messageType[Int(path[1])]
    var index = 2
    while index + 1 < path.count {
      message = message.nestedType[Int(path[index + 1])]
      index += 2
    }
    return message
  }

  /// The enumeration at a path.
  func enumeration(at path: [Int32]) -> Google_Protobuf_EnumDescriptorProto {
    if path.count == 2 { return enumType[Int(path[1])] }
    return message(at: path.dropLast(2)).enumType[Int(path[path.count - 1])]
  }

  /// The field or extension at a path.
  func field(at path: [Int32]) -> Google_Protobuf_FieldDescriptorProto {
    let index = Int(path[path.count - 1])
    if path.count == 2 { return self.extension[index] }
    let message = message(at: path.dropLast(2))
    return path[path.count - 2] == 2 ? message.field[index] : message.extension[index]
  }

  fileprivate func message(at path: ArraySlice<Int32>) -> Google_Protobuf_DescriptorProto {
    message(at: Array(path))
  }
}

extension Google_Protobuf_DescriptorProto {
  fileprivate mutating func withMessage<Result>(
    at path: inout ArraySlice<Int32>, _ body: (inout Google_Protobuf_DescriptorProto) -> Result
  ) -> Result {
    guard let index = path.dropFirst().first else { return body(&self) }
    path = path.dropFirst(2)
    return nestedType[Int(index)].withMessage(at: &path, body)
  }
}
