// The details that are lists.
extension ErrorDetails {
  /// Which quotas are used up.
  public struct QuotaFailure: Sendable, Hashable {
    /// One quota.
    public struct Violation: Sendable, Hashable {
      /// Whose quota it is, such as `client:10.1.2.3`.
      public var subject: String

      /// How it was used up.
      public var violationDescription: String

      /// The service that the quota belongs to.
      public var apiService: String

      /// What is counted.
      public var quotaMetric: String

      /// The quota's own name.
      public var quotaID: String

      /// Which of the quota's many counters it is.
      public var quotaDimensions: [String: String]

      /// The quota when the error arose.
      public var quotaValue: Int

      /// The quota that is about to take its place, if another is.
      public var futureQuotaValue: Int?

      /// Creates a violation.
      public init(
        subject: String, description: String, apiService: String = "", quotaMetric: String = "",
        quotaID: String = "", quotaDimensions: [String: String] = [:], quotaValue: Int = 0,
        futureQuotaValue: Int? = nil
      ) {
        self.subject = subject
        self.violationDescription = description
        self.apiService = apiService
        self.quotaMetric = quotaMetric
        self.quotaID = quotaID
        self.quotaDimensions = quotaDimensions
        self.quotaValue = quotaValue
        self.futureQuotaValue = futureQuotaValue
      }
    }

    /// The quotas.
    public var violations: [Violation]

    /// Creates a detail.
    public init(violations: [Violation]) {
      self.violations = violations
    }
  }

  /// What must be true before the call can succeed.
  public struct PreconditionFailure: Sendable, Hashable {
    /// One condition that does not hold.
    public struct Violation: Sendable, Hashable {
      /// The kind of condition, such as `TERMS`.
      public var type: String

      /// What it is about.
      public var subject: String

      /// What to do about it.
      public var violationDescription: String

      /// Creates a violation.
      public init(type: String, subject: String, description: String) {
        self.type = type
        self.subject = subject
        self.violationDescription = description
      }
    }

    /// The conditions.
    public var violations: [Violation]

    /// Creates a detail.
    public init(violations: [Violation]) {
      self.violations = violations
    }
  }

  /// What is wrong with the request.
  public struct BadRequest: Sendable, Hashable {
    /// One field that is wrong.
    public struct FieldViolation: Sendable, Hashable {
      /// The path to the field, such as `order.items[2].count`.
      public var field: String

      /// What is wrong with it.
      public var violationDescription: String

      /// The cause, for programs.
      public var reason: String

      /// What to tell the user.
      public var localizedMessage: LocalizedMessage?

      /// Creates a violation.
      public init(
        field: String, description: String, reason: String = "",
        localizedMessage: LocalizedMessage? = nil
      ) {
        self.field = field
        self.violationDescription = description
        self.reason = reason
        self.localizedMessage = localizedMessage
      }
    }

    /// The fields.
    public var violations: [FieldViolation]

    /// Creates a detail.
    public init(violations: [FieldViolation]) {
      self.violations = violations
    }
  }

  /// Where to read more.
  public struct Help: Sendable, Hashable {
    /// One page.
    public struct Link: Sendable, Hashable {
      /// Where it is.
      public var url: String

      /// What it is about.
      public var linkDescription: String

      /// Creates a link.
      public init(url: String, description: String) {
        self.url = url
        self.linkDescription = description
      }
    }

    /// The pages.
    public var links: [Link]

    /// Creates a detail.
    public init(links: [Link]) {
      self.links = links
    }
  }
}
