import MartletCore
import MartletProtobuf

/// One stream of questions and answers: a file that has been sent is not sent again unless it is
/// asked for.
struct ReflectionConversation {
  typealias Question = Grpc_Reflection_V1_ServerReflectionRequest
  typealias Answer = Grpc_Reflection_V1_ServerReflectionResponse

  let descriptors: ReflectionDescriptors
  private var sent: Set<String> = []

  init(descriptors: ReflectionDescriptors) {
    self.descriptors = descriptors
  }

  /// The answer to one question.
  mutating func answer(_ question: Question) throws -> Answer {
    var answer = Answer()
    answer.validHost = question.host
    answer.originalRequest = question
    answer.messageResponse = messageResponse(to: question)
    return answer
  }

  private mutating func messageResponse(to question: Question) -> Answer.OneOf_MessageResponse {
    switch question.messageRequest {
    case .fileByFilename(let name):
      files(descriptors.isKnown(name) ? name : nil, "there is no file '\(name)'")
    case .fileContainingSymbol(let symbol):
      files(descriptors.file(declaring: symbol), "nothing is called '\(symbol)'")
    case .fileContainingExtension(let request):
      files(
        descriptors.file(
          extending: request.containingType, number: request.extensionNumber),
        "'\(request.containingType)' has no extension \(request.extensionNumber)")
    case .allExtensionNumbersOfType(let type):
      extensionNumbers(of: type)
    case .listServices:
      .listServicesResponse(
        .with { list in
          list.service = descriptors.services.map { name in .with { $0.name = name } }
        })
    case nil: Self.refusal(.invalidArgument, "the request asks nothing")
    }
  }

  /// A file and what it imports, what was sent before left out.
  private mutating func files(
    _ name: String?, _ complaint: String
  ) -> Answer.OneOf_MessageResponse {
    guard let name else { return Self.refusal(.notFound, complaint) }
    sent.remove(name)
    var found: [[UInt8]] = []
    var waiting = [name]
    while let next = waiting.popLast() {
      guard sent.insert(next).inserted, let file = descriptors.file(named: next) else { continue }
      found.append(file.bytes)
      waiting.append(contentsOf: file.imports)
    }
    return .fileDescriptorResponse(.with { $0.fileDescriptorProto = found })
  }

  private func extensionNumbers(of type: String) -> Answer.OneOf_MessageResponse {
    guard let numbers = descriptors.extensionNumbers(of: type) else {
      return Self.refusal(.notFound, "no message is called '\(type)'")
    }
    return .allExtensionNumbersResponse(
      .with {
        $0.baseTypeName = type
        $0.extensionNumber = numbers
      })
  }

  private static func refusal(
    _ code: RPCError.Code, _ message: String
  ) -> Answer.OneOf_MessageResponse {
    .errorResponse(
      .with {
        $0.errorCode = Int32(code.rawValue)
        $0.errorMessage = message
      })
  }
}
