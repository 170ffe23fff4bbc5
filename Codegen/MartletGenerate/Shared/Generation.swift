internal import Foundation

/// One run of `martlet generate`: for the `.proto` files that one `martlet.json`, or none, says
/// something about.
struct Generation {
  let protos: [URL]
  /// The folder of the `martlet.json`; the target's if there is none.
  private let folder: URL
  private let configuration: URL?
  /// The file for the descriptors that a `martlet.json` may ask for.
  private let descriptors: String

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
        folder: file?.deletingLastPathComponent() ?? folder, configuration: file,
        descriptors: descriptors(for: file, in: folder))
    }
  }

  /// What is to be said to `martlet`, which reads the configuration: SwiftPM does not ask again
  /// what to run if only that has changed.
  func arguments(output: URL) -> [String] {
    ["generate", "--quiet", "--folder", folder.path, "--output", output.path] + protos.map(\.path)
  }

  /// What is to be said besides, so that the files are those of ``outputs(in:)`` whatever the
  /// configuration says.
  var argumentsForBuilding: [String] { ["--empty-files", "--descriptors-file", descriptors] }

  /// The files a change of which makes another run necessary, as far as they are the target's.
  var inputs: [URL] { protos + (configuration.map { [$0] } ?? []) }

  /// What a run with ``argumentsForBuilding`` writes.
  func outputs(in output: URL) -> [URL] {
    protos.flatMap { proto in
      let path = Self.path(of: proto, in: folder) ?? proto.lastPathComponent
      let name = path.dropLast(".proto".count).replacing("/", with: "_")
      return ["pb", "grpc"].map { output.appending(path: "\(name).\($0).swift") }
    } + [output.appending(path: descriptors)]
  }

  /// What no other configuration's descriptors are called: no two files of a module may have the
  /// same name.
  private static func descriptors(for configuration: URL?, in folder: URL) -> String {
    let path = configuration.flatMap { Self.path(of: $0, in: folder) } ?? ""
    let folders = path.split(separator: "/").dropLast().map { "\($0)_" }
    return folders.joined() + "martlet.descriptors.swift"
  }

  /// How a file is called from a folder that it is in, or below.
  private static func path(of file: URL, in folder: URL) -> String? {
    let prefix = folder.path.hasSuffix("/") ? folder.path : folder.path + "/"
    return file.path.hasPrefix(prefix) ? String(file.path.dropFirst(prefix.count)) : nil
  }
}
