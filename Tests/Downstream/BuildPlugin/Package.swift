// swift-tools-version: 6.2
import PackageDescription

/// A package whose `.proto` files are made into Swift whenever it is built.
let package = Package(
  name: "build-plugin",
  dependencies: [.package(name: "martlet", path: "../../..")],
  targets: [
    // Another module's messages, for which a martlet.json says who may see them.
    .target(
      name: "Models", dependencies: [.product(name: "Martlet", package: "martlet")],
      plugins: [.plugin(name: "MartletGenerate", package: "martlet")]),
    .executableTarget(
      name: "Hello", dependencies: ["Models", .product(name: "Martlet", package: "martlet")],
      plugins: [.plugin(name: "MartletGenerate", package: "martlet")]),
  ]
)
