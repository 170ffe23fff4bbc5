internal import ArgumentParser

/// Who the cases with credentials are, as the interop specification spells it.
struct CredentialOptions: ParsableArguments {
  @Option(
    name: .customLong("default_service_account"),
    help: "The account that the server is to name, such as the machine's in Google's cloud.")
  var defaultServiceAccount: String?

  @Option(name: .customLong("oauth_scope"), help: "The OAuth scope to ask a token for.")
  var oauthScope: String?

  @Option(
    name: .customLong("service_account_key_file"),
    help: """
      The JSON file of a service account's key; by default the one that the environment's \
      GOOGLE_APPLICATION_CREDENTIALS names.
      """)
  var serviceAccountKeyFile: String?

  /// The file of the key, by the option or the environment.
  var keyFile: String? {
    serviceAccountKeyFile ?? environmentValue("GOOGLE_APPLICATION_CREDENTIALS")
  }
}
