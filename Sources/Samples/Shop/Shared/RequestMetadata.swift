internal import Martlet

/// The metadata that the shop's calls carry beside their messages.
enum RequestMetadata {
  /// Tells requests apart in the logs of all services.
  static let requestID = "x-request-id"
  /// On whose behalf a call is made.
  static let customer = "customer"

  /// What a service hands on when it calls another one.
  ///
  /// Nothing else is: metadata may hold what is meant for one service only, such as credentials.
  static let forwarded = [requestID, customer]
}

extension Metadata {
  /// The part that travels along with nested calls.
  var toForward: Metadata {
    var metadata = Metadata()
    for key in RequestMetadata.forwarded {
      for value in self[stringValues: key] { metadata.addString(value, forKey: key) }
    }
    return metadata
  }

  /// Who wants what, for a log.
  var origin: String {
    let request = self[stringValues: RequestMetadata.requestID].first { _ in true }
    let customer = self[stringValues: RequestMetadata.customer].first { _ in true }
    return "request \(request ?? "without a number") of \(customer ?? "somebody")"
  }
}
