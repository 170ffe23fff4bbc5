/// Why a mask cannot be made.
public enum FieldMaskError: Error, Hashable, Sendable {
  /// The message has no field of this number.
  case invalidFieldNumber
  /// The message has no field at this path.
  case invalidPath
}

extension Google_Protobuf_FieldMask {
  /// Creates a mask of paths as `.proto` files write names: `user.display_name`.
  public init(protoPaths: [String]) {
    self.init()
    paths = protoPaths
  }

  /// Creates a mask of paths as `.proto` files write names: `user.display_name`.
  public init(protoPaths: String...) { self.init(protoPaths: protoPaths) }

  /// Creates a mask of paths as JSON writes names: `user.displayName`; `nil` if one is not
  /// written so.
  public init?(jsonPaths: String...) {
    self.init()
    for path in jsonPaths {
      guard let proto = Self.protoPath(path) else { return nil }
      paths.append(proto)
    }
  }

  private static func protoPath(_ json: String) -> String? {
    var path = ""
    for character in json {
      if character == "_" { return nil }
      if character.isUppercase { path += "_" }
      path += character.lowercased()
    }
    return path
  }

  /// Creates a mask of fields of a message by their numbers.
  ///
  /// - Throws: ``FieldMaskError`` if the message has no field of a number.
  public init<M: Message>(fieldNumbers: [Int], of messageType: M.Type) throws {
    self.init()
    for number in fieldNumbers {
      guard let name = M.protoFields.name(of: number) else {
        throw FieldMaskError.invalidFieldNumber
      }
      paths.append(name)
    }
  }

  /// The mask in order, without paths that others cover.
  public var canonical: Google_Protobuf_FieldMask {
    var kept: [String] = []
    for path in paths.sorted() {
      guard let last = kept.last, path == last || path.hasPrefix(last + ".") else {
        kept.append(path)
        continue
      }
    }
    return Google_Protobuf_FieldMask(protoPaths: kept)
  }

  /// The paths of this mask, then those of another, each once.
  public func union(_ mask: Google_Protobuf_FieldMask) -> Google_Protobuf_FieldMask {
    Self(protoPaths: Self.unique(paths + mask.paths))
  }

  /// The paths that another mask has too, each once.
  public func intersect(_ mask: Google_Protobuf_FieldMask) -> Google_Protobuf_FieldMask {
    let others = Set(mask.paths)
    return Self(protoPaths: Self.unique(paths.filter(others.contains)))
  }

  /// The paths that another mask has not, each once.
  public func subtract(_ mask: Google_Protobuf_FieldMask) -> Google_Protobuf_FieldMask {
    let others = Set(mask.paths)
    return Self(protoPaths: Self.unique(paths.filter { !others.contains($0) }))
  }

  private static func unique(_ paths: [String]) -> [String] {
    var seen: Set<String> = []
    return paths.filter { seen.insert($0).inserted }
  }

  /// Whether the mask has the path, or one that it lies within.
  public func contains(_ path: String) -> Bool {
    paths.contains { path == $0 || path.hasPrefix($0 + ".") }
  }
}
