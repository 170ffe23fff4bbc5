extension Google_Protobuf_FieldMask {
  /// How messages are merged along a mask.
  public struct MergeOptions: Sendable {
    /// Whether the values of a list or map replace those that there are, rather than being added
    /// to them; no by default.
    public var replaceRepeatedFields = false

    /// Creates the defaults.
    public init() {}
  }

  /// The most names that a path may have, 100: as deep as messages that are read can nest by
  /// default.
  public static let pathDepthLimit = 100

  /// Creates a mask of all fields of a message.
  public init<M: Message>(allFieldsOf messageType: M.Type) {
    let names = M.protoFields.names
    self.init(protoPaths: names.entries.map { names.string($0.name) })
  }

  /// Adds a path.
  ///
  /// - Throws: ``FieldMaskError/invalidPath`` if the message has no field there.
  public mutating func addPath<M: Message>(_ path: String, of messageType: M.Type) throws {
    guard M.isPathValid(path) else { throw FieldMaskError.invalidPath }
    paths.append(path)
  }

  /// Whether a message has a field at every path.
  public func isValid<M: Message>(for messageType: M.Type) -> Bool {
    (try? FieldMaskTree(paths, of: M.self)) != nil
  }
}

extension Message {
  /// Whether this type has a field at a path of names as `.proto` files write them, such as
  /// `user.display_name`. Only a message that is not repeated has fields within.
  public static func isPathValid(_ path: String) -> Bool {
    (try? FieldMaskTree([path], of: Self.self)) != nil
  }

  /// Takes over the fields that a mask names from another message, as updates do
  /// (google/protobuf/field_mask.proto): a value that is no message becomes the source's, also
  /// where that is unset; a message is merged into the one that there is; a list or map is added
  /// to it. Where the source lacks the message around a field, nothing changes.
  ///
  /// - Parameters:
  ///   - source: The message that has the new values.
  ///   - fieldMask: What is taken over.
  ///   - mergeOption: How it is.
  /// - Throws: ``FieldMaskError/invalidPath`` if the type has no field at one of the paths;
  ///   ``BinaryEncodingError`` or ``BinaryDecodingError`` if one of the messages is larger or
  ///   nested more deeply than can be encoded and read again. The message is unchanged then.
  public mutating func merge(
    from source: Self, fieldMask: Google_Protobuf_FieldMask,
    mergeOption: Google_Protobuf_FieldMask.MergeOptions = .init()
  ) throws {
    let tree = try FieldMaskTree(fieldMask.paths, of: Self.self)
    let encoded = try tree.merged(
      serializedBytes(partial: true), source.serializedBytes(partial: true),
      replacesRepeated: mergeOption.replaceRepeatedFields)
    self = try Self(
      serializedBytes: encoded,
      extensions: extensionsInUse().union(source.extensionsInUse()), partial: true)
  }

  /// Unsets all fields but those that a mask names. Extensions and unknown fields of this message
  /// stay, those of messages within only where a path ends at one. A mask that is empty, or not
  /// valid for the type, changes nothing.
  ///
  /// - Returns: Whether something changed.
  @discardableResult
  public mutating func trim(keeping fieldMask: Google_Protobuf_FieldMask) -> Bool {
    guard !fieldMask.paths.isEmpty,
      let tree = try? FieldMaskTree(fieldMask.paths, of: Self.self),
      let encoded: [UInt8] = try? serializedBytes(partial: true),
      let trimmed = try? Self(
        serializedBytes: tree.trimmed(encoded), extensions: extensionsInUse(), partial: true),
      trimmed != self
    else { return false }
    self = trimmed
    return true
  }
}
