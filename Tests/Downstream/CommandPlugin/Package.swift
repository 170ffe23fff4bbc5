// swift-tools-version: 6.2
import PackageDescription

/// A package whose `.proto` files are made into Swift by
/// `swift package generate-grpc-code-from-protos`.
let package = Package(
  name: "command-plugin",
  dependencies: [.package(name: "martlet", path: "../../..")],
  targets: [
    .executableTarget(
      name: "Hello", dependencies: [.product(name: "Martlet", package: "martlet")],
      exclude: ["hello.proto"])
  ]
)
