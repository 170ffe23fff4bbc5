public import MartletCore
public import MartletProtobuf
import MartletStub

/// The standard reflection service: it tells programs such as grpcurl what a server offers, as
/// `grpc.reflection.v1` and `grpc.reflection.v1alpha`.
///
/// It knows what is in the descriptors that it is given. `martlet compile` writes them, with what
/// they import, and so does `protoc --descriptor_set_out --include_imports`; `martlet generate
/// --descriptors` puts them into the program.
///
/// ```swift
/// let reflection = try ReflectionService(descriptorSetFilePaths: ["app.binpb"])
/// let server = GRPCServer(transport: transport, services: [reflection, Greeter()])
/// ```
public struct ReflectionService: Sendable {
  private let descriptors: ReflectionDescriptors

  /// Creates a service of files of serialized `google.protobuf.FileDescriptorSet`s.
  ///
  /// - Throws: ``RuntimeError`` with `invalidArgument` if a file cannot be read or is none, or if
  ///   descriptors are missing or contradict each other.
  public init(descriptorSetFilePaths paths: [String]) throws {
    try self.init(
      fileDescriptorProtos: paths.flatMap { path in
        do {
          return try Google_Protobuf_FileDescriptorSet(
            serializedBytes: try DescriptorFile.read(path)
          ).file
        } catch let error as BinaryDecodingError {
          throw RuntimeError(
            code: .invalidArgument, message: "\(path) holds no descriptors: \(error)",
            cause: error)
        }
      })
  }

  /// Creates a service of a serialized `google.protobuf.FileDescriptorSet`.
  ///
  /// - Throws: ``RuntimeError`` with `invalidArgument` if it is none, or if descriptors are missing
  ///   or contradict each other.
  public init(serializedDescriptorSet bytes: [UInt8]) throws {
    do {
      try self.init(
        fileDescriptorProtos: Google_Protobuf_FileDescriptorSet(serializedBytes: bytes).file)
    } catch let error as BinaryDecodingError {
      throw RuntimeError(
        code: .invalidArgument, message: "the bytes hold no descriptors: \(error)", cause: error)
    }
  }

  /// Creates a service of what `martlet generate --descriptors` has put into the program.
  ///
  /// - Parameter digits: A serialized `google.protobuf.FileDescriptorSet` in Base64, which may be
  ///   broken into lines.
  /// - Throws: ``RuntimeError`` with `invalidArgument` if it is none, or if descriptors are missing
  ///   or contradict each other.
  public init(base64DescriptorSet digits: String) throws {
    guard let bytes = Base64.decode(digits.utf8.filter { $0 != UInt8(ascii: "\n") }) else {
      throw RuntimeError(
        code: .invalidArgument, message: "the text is not Base64 (RFC 4648, section 4)")
    }
    try self.init(serializedDescriptorSet: bytes)
  }

  /// Creates a service of descriptors that are at hand.
  ///
  /// - Throws: ``RuntimeError`` with `invalidArgument` if descriptors are missing or contradict
  ///   each other.
  public init(fileDescriptorProtos files: [Google_Protobuf_FileDescriptorProto]) throws {
    descriptors = try ReflectionDescriptors(files)
  }
}

extension ReflectionService: RegistrableRPCService {
  public func registerMethods(with router: inout RPCRouter) {
    ReflectionV1(descriptors: descriptors).registerMethods(with: &router)
    ReflectionV1Alpha(descriptors: descriptors).registerMethods(with: &router)
  }
}

/// The protocol's first version, which has the same messages as the alpha and other names.
private struct ReflectionV1: Grpc_Reflection_V1_ServerReflection.ServiceProtocol {
  let descriptors: ReflectionDescriptors

  func serverReflectionInfo(
    request: StreamingServerRequest<Grpc_Reflection_V1_ServerReflectionRequest>,
    context: ServerContext
  ) async throws -> StreamingServerResponse<Grpc_Reflection_V1_ServerReflectionResponse> {
    StreamingServerResponse { writer in
      var conversation = ReflectionConversation(descriptors: descriptors)
      for try await question in request.messages {
        try await writer.write(try conversation.answer(question))
      }
      return [:]
    }
  }
}

/// The version that most programs still ask for.
private struct ReflectionV1Alpha: Grpc_Reflection_V1alpha_ServerReflection.ServiceProtocol {
  let descriptors: ReflectionDescriptors

  func serverReflectionInfo(
    request: StreamingServerRequest<Grpc_Reflection_V1alpha_ServerReflectionRequest>,
    context: ServerContext
  ) async throws -> StreamingServerResponse<Grpc_Reflection_V1alpha_ServerReflectionResponse> {
    StreamingServerResponse { writer in
      var conversation = ReflectionConversation(descriptors: descriptors)
      for try await question in request.messages {
        // The fields of both versions have the same numbers and types.
        let bytes: [UInt8] = try question.serializedBytes()
        let answer = try conversation.answer(.init(serializedBytes: bytes))
        let answerBytes: [UInt8] = try answer.serializedBytes()
        try await writer.write(.init(serializedBytes: answerBytes))
      }
      return [:]
    }
  }
}
