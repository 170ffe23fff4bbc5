import MartletProtobuf

// Between the details and the messages that carry them.

extension ErrorDetails.ErrorInfo: StandardErrorDetail {
  init(_ carrier: Google_Rpc_ErrorInfo) {
    self.init(reason: carrier.reason, domain: carrier.domain, metadata: carrier.metadata)
  }

  var carrier: Google_Rpc_ErrorInfo {
    .with {
      $0.reason = reason
      $0.domain = domain
      $0.metadata = metadata
    }
  }
}

extension ErrorDetails.RetryInfo: StandardErrorDetail {
  init(_ carrier: Google_Rpc_RetryInfo) {
    self.init(delay: carrier.retryDelay.span)
  }

  var carrier: Google_Rpc_RetryInfo {
    .with {
      $0.retryDelay = Google_Protobuf_Duration(nearest: delay)
    }
  }
}

extension ErrorDetails.DebugInfo: StandardErrorDetail {
  init(_ carrier: Google_Rpc_DebugInfo) {
    self.init(stack: carrier.stackEntries, detail: carrier.detail)
  }

  var carrier: Google_Rpc_DebugInfo {
    .with {
      $0.stackEntries = stack
      $0.detail = detail
    }
  }
}

extension ErrorDetails.RequestInfo: StandardErrorDetail {
  init(_ carrier: Google_Rpc_RequestInfo) {
    self.init(requestID: carrier.requestID, servingData: carrier.servingData)
  }

  var carrier: Google_Rpc_RequestInfo {
    .with {
      $0.requestID = requestID
      $0.servingData = servingData
    }
  }
}

extension ErrorDetails.ResourceInfo: StandardErrorDetail {
  init(_ carrier: Google_Rpc_ResourceInfo) {
    self.init(
      type: carrier.resourceType, name: carrier.resourceName,
      errorDescription: carrier.description_p, owner: carrier.owner)
  }

  var carrier: Google_Rpc_ResourceInfo {
    .with {
      $0.resourceType = type
      $0.resourceName = name
      $0.description_p = errorDescription
      $0.owner = owner
    }
  }
}

extension ErrorDetails.LocalizedMessage: StandardErrorDetail {
  init(_ carrier: Google_Rpc_LocalizedMessage) {
    self.init(locale: carrier.locale, message: carrier.message)
  }

  var carrier: Google_Rpc_LocalizedMessage {
    .with {
      $0.locale = locale
      $0.message = message
    }
  }
}

extension ErrorDetails.QuotaFailure: StandardErrorDetail {
  init(_ carrier: Google_Rpc_QuotaFailure) {
    self.init(
      violations: carrier.violations.map {
        .init(
          subject: $0.subject,
          description: $0.description_p,
          apiService: $0.apiService,
          quotaMetric: $0.quotaMetric,
          quotaID: $0.quotaID,
          quotaDimensions: $0.quotaDimensions,
          quotaValue: Int(clamping: $0.quotaValue),
          futureQuotaValue: $0.hasFutureQuotaValue ? Int(clamping: $0.futureQuotaValue) : nil)
      })
  }

  var carrier: Google_Rpc_QuotaFailure {
    .with {
      $0.violations = violations.map { item in
        .with {
          $0.subject = item.subject
          $0.description_p = item.violationDescription
          $0.apiService = item.apiService
          $0.quotaMetric = item.quotaMetric
          $0.quotaID = item.quotaID
          $0.quotaDimensions = item.quotaDimensions
          $0.quotaValue = Int64(item.quotaValue)
          if let future = item.futureQuotaValue { $0.futureQuotaValue = Int64(future) }
        }
      }
    }
  }
}

extension ErrorDetails.PreconditionFailure: StandardErrorDetail {
  init(_ carrier: Google_Rpc_PreconditionFailure) {
    self.init(
      violations: carrier.violations.map {
        .init(
          type: $0.type,
          subject: $0.subject,
          description: $0.description_p)
      })
  }

  var carrier: Google_Rpc_PreconditionFailure {
    .with {
      $0.violations = violations.map { item in
        .with {
          $0.type = item.type
          $0.subject = item.subject
          $0.description_p = item.violationDescription
        }
      }
    }
  }
}

extension ErrorDetails.BadRequest: StandardErrorDetail {
  init(_ carrier: Google_Rpc_BadRequest) {
    self.init(
      violations: carrier.fieldViolations.map {
        .init(
          field: $0.field,
          description: $0.description_p,
          reason: $0.reason,
          localizedMessage: $0.hasLocalizedMessage
            ? ErrorDetails.LocalizedMessage($0.localizedMessage) : nil)
      })
  }

  var carrier: Google_Rpc_BadRequest {
    .with {
      $0.fieldViolations = violations.map { item in
        .with {
          $0.field = item.field
          $0.description_p = item.violationDescription
          $0.reason = item.reason
          if let text = item.localizedMessage { $0.localizedMessage = text.carrier }
        }
      }
    }
  }
}

extension ErrorDetails.Help: StandardErrorDetail {
  init(_ carrier: Google_Rpc_Help) {
    self.init(
      links: carrier.links.map {
        .init(
          url: $0.url,
          description: $0.description_p)
      })
  }

  var carrier: Google_Rpc_Help {
    .with {
      $0.links = links.map { item in
        .with {
          $0.url = item.url
          $0.description_p = item.linkDescription
        }
      }
    }
  }
}

extension Google_Protobuf_Duration {
  /// The longest span that the message may hold (duration.proto): 10,000 years.
  private static let maximumSeconds: Int64 = 315_576_000_000

  /// The span cut to whole nanoseconds, and to what the message may hold.
  fileprivate init(nearest span: Duration) {
    self.init()
    let (whole, attoseconds) = span.components
    seconds = min(max(whole, -Self.maximumSeconds), Self.maximumSeconds)
    if seconds == whole { nanos = Int32(truncatingIfNeeded: attoseconds / 1_000_000_000) }
  }

  /// The span as Swift has it.
  fileprivate var span: Duration { .seconds(seconds) + .nanoseconds(Int64(nanos)) }
}
