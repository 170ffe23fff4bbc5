internal import CommandSupport
internal import Glibc
internal import MartletProtobuf
internal import SwiftGenerator

/// `protoc-gen-martlet`: the generator as a plugin of protoc, which runs it and talks to it by
/// standard input and output.
@main
enum ProtocPlugin {
  typealias Request = Google_Protobuf_Compiler_CodeGeneratorRequest
  typealias Response = Google_Protobuf_Compiler_CodeGeneratorResponse

  static func main() {
    guard CommandLine.arguments.count == 1 else {
      fail("takes no arguments: protoc runs it, asked by --martlet_out=FOLDER")
    }
    // What is wrong with the files is said in the response; here is what is wrong with protoc.
    do {
      let request = try Request(serializedBytes: FileSystem.readStandardInput())
      try FileSystem.writeStandardOutput(respond(to: request).serializedBytes())
    } catch let error as FileSystem.Failure {
      fail("\(error)")
    } catch {
      fail("standard input is not a request of protoc's, which runs this program: \(error)")
    }
  }

  private static func fail(_ text: String) -> Never {
    Console.complain("protoc-gen-martlet: \(text)")
    exit(1)
  }

  /// The Swift of the files that are asked for, or why there is none.
  static func respond(to request: Request) -> Response {
    var response = Response()
    var features = UInt64(Response.Feature.proto3Optional.rawValue)
    if let editions = SwiftFileGenerator.editions {
      features |= UInt64(Response.Feature.supportsEditions.rawValue)
      response.minimumEdition = Int32(editions.lowerBound)
      response.maximumEdition = Int32(editions.upperBound)
    }
    response.supportedFeatures = features
    do {
      let generator = SwiftFileGenerator(
        files: request.protoFile, options: try Parameters.read(request.parameter))
      response.file = try generator.generate(filesNamed: request.fileToGenerate).map { file in
        .with {
          $0.name = file.name
          $0.content = file.content
        }
      }
    } catch {
      response.error = "\(error)"
    }
    return response
  }
}
