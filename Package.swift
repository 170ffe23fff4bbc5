// swift-tools-version: 6.2
import PackageDescription

/// What every target is compiled with: Swift 6 mode, no implicit existentials or public imports, no warnings.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], path: String? = nil,
  exclude: [String] = []
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: path ?? "Sources/\(name)", exclude: exclude,
    swiftSettings: house)
}

func program(
  _ name: String, _ dependencies: [Target.Dependency], path: String, exclude: [String] = []
) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies + [arguments], path: path, exclude: exclude,
    swiftSettings: house)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], path: String, exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, path: path, exclude: exclude, swiftSettings: house)
}

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
  name: "martlet",
  products: [
    .library(
      name: "Martlet",
      targets: [
        "Martlet", "MartletCore", "MartletProtobuf", "MartletStub", "MartletHTTP2",
        "MartletInProcess",
      ]),
    .executable(name: "martlet", targets: ["MartletTool"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
  ],
  targets: [
    // The C libraries, each imported by one module only.
    .target(name: "CLinux", path: "Sources/C/CLinux"),
    .systemLibrary(
      name: "CNghttp2", path: "Sources/C/CNghttp2", pkgConfig: "libnghttp2",
      providers: [.apt(["libnghttp2-dev"])]),

    // The library.
    library("MartletCore"),
    library("MartletProtobuf"),
    library("MartletStub", ["MartletCore", "MartletProtobuf"]),
    library("MartletEventLoop", ["CLinux"]),
    library("MartletInProcess", ["MartletCore", "MartletEventLoop"]),
    library("MartletHTTP2", ["MartletCore", "MartletEventLoop", "CNghttp2", logging]),
    library(
      "Martlet",
      [
        "MartletCore", "MartletProtobuf", "MartletStub", "MartletEventLoop", "MartletHTTP2",
        "MartletInProcess",
      ]),

    // From .proto text to Swift text.
    library("ProtoSyntax", path: "Codegen/ProtoSyntax"),
    library("ProtoLink", ["ProtoSyntax", "MartletProtobuf"], path: "Codegen/ProtoLink"),
    library("SwiftGenerator", ["MartletProtobuf"], path: "Codegen/SwiftGenerator"),
    program(
      "MartletTool", ["ProtoSyntax", "ProtoLink", "SwiftGenerator", "MartletProtobuf"],
      path: "Sources/MartletTool"),

    // Tests of the codec, the compiler and the generator.
    tests(
      "MartletProtobufTests", ["MartletProtobuf"], path: "Tests/MartletProtobufTests",
      exclude: ["Python"]),
    tests("ProtoSyntaxTests", ["ProtoSyntax"], path: "Tests/ProtoSyntaxTests"),
    tests(
      "ProtoLinkTests", ["ProtoSyntax", "ProtoLink", "MartletProtobuf"],
      path: "Tests/ProtoLinkTests"),
  ]
)
