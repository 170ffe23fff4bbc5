internal import Glibc
internal import Martlet

/// A file of Google's credentials, in JSON: of a service account or of a user.
struct CredentialFile: Sendable {
  /// The most that a file may have: keys have about 2 KiB.
  private static let maximumBytes = 64 << 10

  private let path: String
  private let fields: [String: Google_Protobuf_Value]

  /// Reads a file.
  init(_ path: String) throws {
    self.path = path
    do {
      fields = try Google_Protobuf_Struct(jsonUTF8Bytes: try Self.read(path)).fields
    } catch {
      throw CaseFailure(description: "'\(path)' holds no credentials: \(error)")
    }
  }

  /// What kind of credentials they are: `service_account` or `authorized_user`.
  var type: String { (try? self["type"]) ?? "service_account" }

  /// A field of text, which must be there.
  subscript(name: String) -> String {
    get throws {
      guard case .stringValue(let value) = fields[name]?.kind else {
        throw CaseFailure(description: "'\(path)' has no '\(name)'")
      }
      return value
    }
  }

  private static func read(_ path: String) throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw CaseFailure(description: "it cannot be opened") }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= maximumBytes {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw CaseFailure(description: "it cannot be read") }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
    throw CaseFailure(description: "it has more than \(maximumBytes) bytes")
  }
}
