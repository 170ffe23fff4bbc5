internal import ArgumentParser

/// How the soak cases go, as the interop specification and other languages' clients spell it.
struct SoakOptions: ParsableArguments {
  @Option(name: .customLong("soak_iterations"), help: "The number of calls of a soak case.")
  var iterations = 10

  @Option(
    name: .customLong("soak_max_failures"),
    help: "How many of them may fail, by their status or by the time they take.")
  var maximumFailures = 0

  @Option(
    name: .customLong("soak_per_iteration_max_acceptable_latency_ms"),
    help: "The time that a call may take, with --test_case=channel_soak connecting included.")
  var maximumLatencyMilliseconds = 1000

  @Option(
    name: .customLong("soak_overall_timeout_seconds"),
    help: "The time in which all calls must be made.")
  var overallTimeoutSeconds = 10

  @Option(
    name: .customLong("soak_min_time_ms_between_rpcs"),
    help: "The least time from the beginning of a call to the next one's.")
  var minimumMillisecondsBetweenCalls = 0

  @Option(name: .customLong("soak_request_size"), help: "The size of a request's payload.")
  var requestSize: Int32 = 271_828

  @Option(name: .customLong("soak_response_size"), help: "The size of a response's payload.")
  var responseSize: Int32 = 314_159

  func validate() throws {
    guard iterations > 0, requestSize >= 0, responseSize >= 0 else {
      throw ValidationError("--soak_iterations must be at least 1, and sizes at least 0")
    }
  }
}
