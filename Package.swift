// swift-tools-version: 6.2
import PackageDescription

/// What every target is compiled with: Swift 6 mode, no implicit existentials or public imports, no
/// warnings.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
  // Each function in a section of its own, which a linker may leave out or put in another place;
  // and no detour by the linker's jumps for what is called in shared libraries.
  .unsafeFlags(
    ["-Xfrontend", "-function-sections", "-Xcc", "-fno-plt"], .when(configuration: .release)),
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

/// The Swift runtime inside the program, and what a call goes through side by side, as the README
/// advises for services: what is measured is the library, not the dynamic linker's tables and the
/// way from page to page.
let deployed: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-static-stdlib", "-Xlinker",
      "--section-ordering-file=\(Context.packageDirectory)/Benchmarks/call-order.txt",
    ], .when(configuration: .release))
]

/// What ArgumentParser's Foundation needs besides, which is found for dynamic linking alone.
let foundationInside: [LinkerSetting] = [
  .linkedLibrary("_FoundationCShims", .when(configuration: .release)),
  .linkedLibrary("_FoundationCollections", .when(configuration: .release)),
]

func tests(
  _ name: String, _ dependencies: [Target.Dependency], path: String, exclude: [String] = []
) -> Target {
  .testTarget(
    name: name, dependencies: dependencies, path: path, exclude: exclude, swiftSettings: house)
}

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let signals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
/// What the samples and their generated code import.
let sample: [Target.Dependency] = [
  "Martlet", "MartletCore", "MartletProtobuf", "MartletStub", "SampleSupport",
]

let package = Package(
  name: "martlet",
  products: [
    .library(
      name: "Martlet",
      targets: [
        "Martlet", "MartletCore", "MartletProtobuf", "MartletStub", "MartletHTTP2",
        "MartletInProcess", "MartletServices", "MartletTLS",
      ]),
    .library(name: "MartletDynamic", targets: ["MartletDynamic"]),
    .library(name: "MartletServiceLifecycle", targets: ["MartletServiceLifecycle"]),
    .executable(name: "martlet", targets: ["MartletTool"]),
    .executable(name: "protoc-gen-martlet", targets: ["ProtocPlugin"]),
    .plugin(name: "MartletGenerate", targets: ["MartletGenerate"]),
    .plugin(name: "MartletGenerateCommand", targets: ["MartletGenerateCommand"]),
    .executable(name: "bench-server", targets: ["BenchServer"]),
    .executable(name: "bench-client", targets: ["BenchClient"]),
    .executable(name: "greeter", targets: ["Greeter"]),
    .executable(name: "route-guide", targets: ["RouteGuide"]),
    .executable(name: "shop", targets: ["Shop"]),
    .executable(name: "interop-server", targets: ["InteropServer"]),
    .executable(name: "interop-client", targets: ["InteropClient"]),
    .executable(name: "conformance-testee", targets: ["ConformanceTestee"]),
  ],
  traits: [
    .trait(name: "TLS", description: "Secures connections, by OpenSSL."),
    .default(enabledTraits: ["TLS"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    // The C libraries, each imported by one module only.
    .target(name: "CLinux", path: "Sources/C/CLinux"),
    .systemLibrary(name: "CRuntime", path: "Sources/C/CRuntime"),
    .systemLibrary(
      name: "CNghttp2", path: "Sources/C/CNghttp2", pkgConfig: "libnghttp2",
      providers: [.apt(["libnghttp2-dev"])]),

    .systemLibrary(
      name: "CProtobufC", path: "Sources/C/CProtobufC", pkgConfig: "libprotobuf-c",
      providers: [.apt(["libprotobuf-c-dev"])]),

    .systemLibrary(
      name: "COpenSSL", path: "Sources/C/COpenSSL", pkgConfig: "openssl",
      providers: [.apt(["libssl-dev"])]),

    .systemLibrary(
      name: "CZlib", path: "Sources/C/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"])]),

    // The library.
    library("MartletCore", ["CRuntime"]),
    library("MartletProtobuf"),
    library("MartletDynamic", ["MartletProtobuf", "CProtobufC"]),
    library("MartletStub", ["MartletCore", "MartletProtobuf"]),
    library("MartletEventLoop", ["CLinux"]),
    library("MartletInProcess", ["MartletCore", "MartletEventLoop"]),
    library("MartletServices", ["MartletCore", "MartletProtobuf", "MartletStub"]),
    library("MartletServiceLifecycle", ["MartletCore", lifecycle]),
    library(
      "MartletTLS",
      [
        "MartletCore", "MartletEventLoop",
        .target(name: "COpenSSL", condition: .when(traits: ["TLS"])),
      ]),
    library(
      "MartletHTTP2", ["MartletCore", "MartletEventLoop", "MartletTLS", "CNghttp2", "CZlib"]),
    library(
      "Martlet",
      [
        "MartletCore", "MartletProtobuf", "MartletStub", "MartletEventLoop", "MartletHTTP2",
        "MartletInProcess", "MartletServices", "MartletTLS",
      ]),

    // From .proto text to Swift text.
    library("ProtoSyntax", path: "Codegen/ProtoSyntax"),
    library("ProtoLink", ["ProtoSyntax", "MartletProtobuf"], path: "Codegen/ProtoLink"),
    library("SwiftGenerator", ["MartletProtobuf"], path: "Codegen/SwiftGenerator"),
    library("CommandSupport", path: "Codegen/CommandSupport"),
    program(
      "MartletTool",
      [
        "CommandSupport", "ProtoSyntax", "ProtoLink", "SwiftGenerator", "MartletProtobuf",
        "MartletDynamic", "MartletTLS",
      ],
      path: "Sources/MartletTool"),
    .executableTarget(
      name: "ProtocPlugin", dependencies: ["CommandSupport", "SwiftGenerator", "MartletProtobuf"],
      path: "Codegen/protoc-gen-martlet", swiftSettings: house),
    .plugin(
      name: "MartletGenerate", capability: .buildTool(), dependencies: ["MartletTool"],
      path: "Codegen/MartletGenerate/BuildPlugin"),
    .plugin(
      name: "MartletGenerateCommand",
      capability: .command(
        intent: .custom(
          verb: "generate-grpc-code-from-protos",
          description: "Writes Swift of .proto files into the package."),
        permissions: [
          .writeToPackageDirectory(reason: "The Swift that is made of .proto files goes there.")
        ]),
      dependencies: ["MartletTool"], path: "Codegen/MartletGenerate/CommandPlugin"),

    // Programs to learn from, to test with and to measure with.
    library("SampleSupport", ["Martlet", arguments, signals], path: "Sources/Samples/Support"),
    library(
      "BenchMessages", ["MartletCore", "MartletProtobuf", "MartletStub"],
      path: "Sources/Samples/Bench/Messages"),
    // What is measured is the library: no argument parser in the server.
    .executableTarget(
      name: "BenchServer", dependencies: ["Martlet", "BenchMessages"],
      path: "Sources/Samples/Bench/Server", swiftSettings: house,
      linkerSettings: deployed),
    .executableTarget(
      name: "BenchClient", dependencies: ["Martlet", "BenchMessages", "SampleSupport", arguments],
      path: "Sources/Samples/Bench/Client", swiftSettings: house,
      linkerSettings: deployed + foundationInside),
    program("Greeter", sample, path: "Sources/Samples/Greeter", exclude: ["README.md"]),
    program(
      "RouteGuide", sample, path: "Sources/Samples/RouteGuide",
      exclude: ["README.md", "route_guide_db.txt"]),
    program("Shop", sample, path: "Sources/Samples/Shop", exclude: ["README.md"]),
    library(
      "InteropMessages", ["MartletCore", "MartletProtobuf", "MartletStub"],
      path: "Sources/Samples/Interop/Messages"),
    program(
      "InteropServer", ["Martlet", "InteropMessages", "SampleSupport"],
      path: "Sources/Samples/Interop/Server"),
    program(
      "InteropClient", ["Martlet", "MartletProtobuf", "MartletTLS", "InteropMessages"],
      path: "Sources/Samples/Interop/Client"),

    .executableTarget(
      name: "ConformanceTestee", dependencies: ["MartletProtobuf"],
      path: "Sources/Samples/ConformanceTestee", swiftSettings: house),

    // Tests.
    library("ToolSupport", path: "Tests/ToolSupport"),
    tests("HouseTests", [], path: "Tests/House"),
    tests(
      "MartletEventLoopTests", ["MartletEventLoop", "ToolSupport"],
      path: "Tests/MartletEventLoopTests"),
    tests(
      "ProtoLinkTests", ["ProtoSyntax", "ProtoLink", "MartletProtobuf", "ToolSupport"],
      path: "Tests/ProtoLinkTests", exclude: ["Protos", "Editions", "Python"]),
    tests(
      "MartletProtobufTests", ["MartletProtobuf", "ToolSupport"],
      path: "Tests/MartletProtobufTests", exclude: ["Python"]),
    tests(
      "ConformanceTests", ["ConformanceTestee", "ToolSupport"], path: "Tests/Conformance",
      exclude: ["Python"]),
    tests(
      "MartletDynamicTests",
      ["MartletDynamic", "MartletProtobuf", "ProtoLink", "ProtoSyntax", "ToolSupport"],
      path: "Tests/MartletDynamicTests"),
    tests("ProtoSyntaxTests", ["ProtoSyntax"], path: "Tests/ProtoSyntaxTests"),
    tests(
      "MartletToolTests", ["MartletTool", "ProtocPlugin", "ToolSupport"],
      path: "Tests/MartletToolTests"),
    tests(
      "MartletHTTP2Tests", ["Martlet", "BenchMessages", "ToolSupport"],
      path: "Tests/MartletHTTP2Tests",
      exclude: ["balancing.py", "hedging.py", "keepalive.py", "retries.py", "slow_link.py"]),
    tests(
      "MartletTLSTests",
      [
        "Martlet", "MartletTLS", "BenchMessages", "ToolSupport", "InteropServer", "InteropClient",
        "MartletTool",
      ],
      path: "Tests/MartletTLSTests", exclude: ["no_alpn_server.py"]),
    tests("CallTests", ["Martlet", "MartletCore", "BenchMessages"], path: "Tests/Calls"),
    tests(
      "InteropTests", ["InteropServer", "InteropClient", "MartletTool", "ToolSupport"],
      path: "Tests/Interop",
      exclude: [
        "envoy_proxy.py", "http2_server.py", "load_reports.py", "peer_client.py",
        "peer_server.py", "protos.py", "raw_call.py", "tokens.py",
        "web_client.py",
      ]),
    tests(
      "ServicesTests",
      ["Martlet", "MartletServices", "BenchMessages", "MartletTool", "ToolSupport"],
      path: "Tests/Services",
      exclude: [
        "channelz.py", "details_client.py", "details_server.py", "health.py", "reflection.py",
        "probe.proto",
      ]),
    tests(
      "HostileTests", ["InteropServer", "ToolSupport", "Martlet", "BenchMessages"],
      path: "Tests/Hostile",
      exclude: [
        "Strictness", "connection.py", "floods.py", "frames.py", "idle.py", "peer.py",
        "requests.py", "server.py",
      ]),
    tests(
      "SwiftGeneratorTests", ["ProtoSyntax", "ProtoLink", "SwiftGenerator"],
      path: "Tests/SwiftGeneratorTests", exclude: ["Golden"]),
  ]
)

// What is fuzzed (scripts/fuzz), in place of the tests, whose messages it uses.
if Context.environment["MARTLET_FUZZ"] != nil {
  package.targets.removeAll { $0.type == .test }
  package.targets.append(
    library(
      "Fuzz",
      ["MartletProtobuf", "MartletDynamic", "ProtoLink", "ProtoSyntax"], path: "Tests",
      exclude: ["Fuzz/Seeds"]))
  package.targets.last?.sources = ["Fuzz", "MartletProtobufTests/Generated"]
  package.products.append(.library(name: "Fuzz", type: .static, targets: ["Fuzz"]))
}
