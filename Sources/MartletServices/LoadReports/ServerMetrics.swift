public import MartletCore
import MartletProtobuf

/// What a server says of its load, so that clients can choose the server that has least of it
/// (ORCA, gRFC A51): of one call or of the server as a whole.
///
/// What is not set is not reported, and neither are values out of their range.
public struct ServerMetrics: Sendable, Hashable {
  /// The share of the processors that is in use, from 0; above 1 if more is wanted than there is.
  public var cpuUtilization: Double?

  /// The share of the memory that is in use, from 0 to 1.
  public var memoryUtilization: Double?

  /// How busy the server is as it judges itself, from 0; balancers prefer it to
  /// ``cpuUtilization``. May be above 1.
  public var applicationUtilization: Double?

  /// Requests per second that the server answers, from 0.
  public var queriesPerSecond: Double?

  /// Requests per second that fail, from 0.
  public var errorsPerSecond: Double?

  /// The shares of other resources that are in use, by name, from 0 to 1.
  public var utilization: [String: Double]

  /// What the call took of resources, by name, in units of their own. Not of the server as a
  /// whole.
  public var requestCost: [String: Double]

  /// Whatever else is measured, by name.
  public var namedMetrics: [String: Double]

  /// Creates metrics.
  public init(
    cpuUtilization: Double? = nil, memoryUtilization: Double? = nil,
    applicationUtilization: Double? = nil, queriesPerSecond: Double? = nil,
    errorsPerSecond: Double? = nil, utilization: [String: Double] = [:],
    requestCost: [String: Double] = [:], namedMetrics: [String: Double] = [:]
  ) {
    self.cpuUtilization = cpuUtilization
    self.memoryUtilization = memoryUtilization
    self.applicationUtilization = applicationUtilization
    self.queriesPerSecond = queriesPerSecond
    self.errorsPerSecond = errorsPerSecond
    self.utilization = utilization
    self.requestCost = requestCost
    self.namedMetrics = namedMetrics
  }

  /// Whether nothing is set.
  public var isEmpty: Bool { self == ServerMetrics() }

  /// These metrics, and of `others` what is not set here.
  public func merging(_ others: ServerMetrics) -> ServerMetrics {
    ServerMetrics(
      cpuUtilization: cpuUtilization ?? others.cpuUtilization,
      memoryUtilization: memoryUtilization ?? others.memoryUtilization,
      applicationUtilization: applicationUtilization ?? others.applicationUtilization,
      queriesPerSecond: queriesPerSecond ?? others.queriesPerSecond,
      errorsPerSecond: errorsPerSecond ?? others.errorsPerSecond,
      utilization: utilization.merging(others.utilization) { own, _ in own },
      requestCost: requestCost.merging(others.requestCost) { own, _ in own },
      namedMetrics: namedMetrics.merging(others.namedMetrics) { own, _ in own })
  }
}

// What calls carry.
extension ServerMetrics {
  /// The key of the trailing metadata that carries the metrics of a call.
  public static let metadataKey = "endpoint-load-metrics-bin"

  /// Reads what a server said of its load at the end of a call; `nil` if it said nothing.
  ///
  /// ```swift
  /// try await greeter.sayHello(request) { response in
  ///   print(try ServerMetrics(trailingMetadata: response.trailingMetadata)?.requestCost)
  ///   return try response.message
  /// }
  /// ```
  ///
  /// - Throws: ``RPCError`` with `internalError` if it is no report.
  public init?(trailingMetadata: Metadata) throws(RPCError) {
    guard let bytes = trailingMetadata[binaryValues: Self.metadataKey].first(where: { _ in true })
    else { return nil }
    do {
      self.init(try Xds_Data_Orca_V3_OrcaLoadReport(serializedBytes: bytes))
    } catch {
      throw RPCError(
        code: .internalError, message: "'\(Self.metadataKey)' is no load report: \(error)",
        cause: error)
    }
  }

  /// The metrics as trailing metadata carries them; none if there is nothing to say.
  var metadata: Metadata {
    get throws {
      let report = report
      if report == Xds_Data_Orca_V3_OrcaLoadReport() { return [:] }
      return [Self.metadataKey: .binary(try report.serializedBytes())]
    }
  }
}

// What is on the wire, where a value that is not set is 0.
extension ServerMetrics {
  init(_ report: Xds_Data_Orca_V3_OrcaLoadReport) {
    func known(_ value: Double) -> Double? { value == 0 ? nil : value }
    self.init(
      cpuUtilization: known(report.cpuUtilization),
      memoryUtilization: known(report.memUtilization),
      applicationUtilization: known(report.applicationUtilization),
      queriesPerSecond: known(report.rpsFractional) ?? known(Double(report.rps)),
      errorsPerSecond: known(report.eps), utilization: report.utilization,
      requestCost: report.requestCost, namedMetrics: report.namedMetrics)
  }

  var report: Xds_Data_Orca_V3_OrcaLoadReport {
    func share(_ value: Double?) -> Double {
      value.flatMap { (0...1).contains($0) ? $0 : nil } ?? 0
    }
    func amount(_ value: Double?) -> Double {
      value.flatMap { $0 >= 0 && $0.isFinite ? $0 : nil } ?? 0
    }
    return .with {
      $0.cpuUtilization = amount(cpuUtilization)
      $0.memUtilization = share(memoryUtilization)
      $0.applicationUtilization = amount(applicationUtilization)
      $0.rpsFractional = amount(queriesPerSecond)
      $0.eps = amount(errorsPerSecond)
      $0.utilization = utilization.filter { (0...1).contains($0.value) }
      $0.requestCost = requestCost.filter(\.value.isFinite)
      $0.namedMetrics = namedMetrics.filter(\.value.isFinite)
    }
  }
}
