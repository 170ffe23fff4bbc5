internal import Foundation

/// One run of `martlet generate`: for the `.proto` files that one `martlet.json`, or none, says
/// something about.
struct Generation {
  let protos: [URL]
  /// The folder of the `martlet.json`; the target's if there is none.
  private let folder: URL
  private let configuration: URL?

  /// What there is to run for a target.
  ///
  /// A `martlet.json` holds for the files in its folder and below, the nearest one for each.
  ///
  /// - Parameters:
  ///   - files: The target's files.
  ///   - folder: The target's folder.
  static func all(for files: [URL], in folder: URL) -> [Generation] {
    let configurations = files.filter { $0.lastPathComponent == "martlet.json" }
      .sorted { $0.path.utf8.count > $1.path.utf8.count }
    let protos = Dictionary(grouping: files.filter { $0.pathExtension == "proto" }) { proto in
      configurations.first { path(of: proto, in: $0.deletingLastPathComponent()) != nil }
    }
    return protos.sorted { ($0.key?.path ?? "") < ($1.key?.path ?? "") }.map { file, protos in
      Generation(
        protos: protos.sorted { $0.path < $1.path },
        folder: file?.deletingLastPathComponent() ?? folder, configuration: file)
    }
  }

  /// What is to be said to `martlet`, which reads the configuration: SwiftPM does not ask again
  /// what to run if only that has changed.
  func arguments(output: URL) -> [String] {
    ["generate", "--quiet", "--folder", folder.path, "--output", output.path] + protos.map(\.path)
  }

  /// The files a change of which makes another run necessary, as far as they are the target's.
  var inputs: [URL] { protos + (configuration.map { [$0] } ?? []) }

  /// What a run with `--empty-files` writes.
  func outputs(in output: URL) -> [URL] {
    protos.flatMap { proto in
      let path = Self.path(of: proto, in: folder) ?? proto.lastPathComponent
      let name = path.dropLast(".proto".count).replacing("/", with: "_")
      return ["pb", "grpc"].map { output.appending(path: "\(name).\($0).swift") }
    }
  }

  /// How a file is called from a folder that it is in, or below.
  private static func path(of file: URL, in folder: URL) -> String? {
    let prefix = folder.path.hasSuffix("/") ? folder.path : folder.path + "/"
    return file.path.hasPrefix(prefix) ? String(file.path.dropFirst(prefix.count)) : nil
  }
}
