import Martlet
import Synchronization

/// An interceptor of either side that notes what passes.
final class Probe: ServerInterceptor, ClientInterceptor {
  private let name: String
  private let log: Log

  init(_ name: String, _ log: Log) {
    self.name = name
    self.log = log
  }

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>, context: ServerContext,
    next:
      @concurrent @Sendable (StreamingServerRequest<Input>, ServerContext) async throws ->
      StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    log.add("\(name) > \(context.descriptor.method)")
    var request = request
    request.metadata.addString(name, forKey: "seen-by")
    var response = try await next(request, context)
    switch response.accepted {
    case .failure(let error): log.add("\(name) < \(error.code)")
    case .success(var contents):
      contents.metadata.addString(name, forKey: "answered-by")
      contents.producer = { [produce = contents.producer, log, name] writer in
        var trailing = try await produce(RPCWriter(wrapping: Counter(writer: writer, log: log)))
        log.add("\(name) < \(context.descriptor.method)")
        trailing.addString(name, forKey: "ended-by")
        return trailing
      }
      response.accepted = .success(contents)
    }
    return response
  }

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingClientRequest<Input>, context: ClientContext,
    next:
      @concurrent (StreamingClientRequest<Input>, ClientContext) async throws ->
      StreamingClientResponse<Output>
  ) async throws -> StreamingClientResponse<Output> {
    log.add("\(name) > \(context.descriptor.method)")
    var request = request
    request.metadata.addString(name, forKey: "sent-by")
    request.producer = { [produce = request.producer, log] writer in
      try await produce(RPCWriter(wrapping: Counter(writer: writer, log: log)))
    }
    var response = try await next(request, context)
    switch response.accepted {
    case .failure(let error): log.add("\(name) < \(error.code)")
    case .success(var contents):
      contents.metadata.addString(name, forKey: "received-by")
      response.accepted = .success(contents)
      log.add("\(name) < \(context.descriptor.method)")
    }
    return response
  }
}

/// What probes have seen, in order.
final class Log: Sendable {
  private let state = Mutex((lines: [String](), messages: 0))

  func add(_ line: String) { state.withLock { $0.lines.append(line) } }
  func countMessage() { state.withLock { $0.messages += 1 } }

  var lines: [String] { state.withLock { $0.lines } }
  var messages: Int { state.withLock { $0.messages } }
}

/// Counts messages on their way.
private struct Counter<Element: Sendable>: RPCWriterProtocol {
  let writer: RPCWriter<Element>
  let log: Log

  func write(_ element: Element) async throws {
    log.countMessage()
    try await writer.write(element)
  }

  func write(contentsOf elements: some Sequence<Element>) async throws {
    for element in elements { try await write(element) }
  }
}
