// swift-tools-version: 6.2
import PackageDescription

/// A program in the manner of those that are written for grpc-swift.
let package = Package(
  name: "familiar",
  dependencies: [
    .package(name: "martlet", path: "../../.."),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.5.2"),
  ],
  targets: [
    .executableTarget(
      name: "Hello",
      dependencies: [
        .product(name: "Martlet", package: "martlet"),
        .product(name: "MartletServiceLifecycle", package: "martlet"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Logging", package: "swift-log"),
      ],
      plugins: [.plugin(name: "MartletGenerate", package: "martlet")])
  ]
)
