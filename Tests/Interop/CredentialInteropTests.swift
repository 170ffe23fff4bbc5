#if TLS
  import Foundation
  internal import Testing
  internal import ToolSupport

  /// The cases with tokens of Google's cloud, which grpcio's server here gives out and knows by
  /// google-auth.
  @Suite("Interop with credentials", .serialized) struct CredentialInteropTests {
    private static let account = "tester@project.iam.example"
    private static let machine = "machine@project.iam.example"
    private static let user = "user@example.com"
    private static let scope = "https://www.googleapis.com/auth/xapi.zoo"

    /// Runs a case; the environment's variables name files in the folder of the certificates,
    /// where the server writes who may call it.
    private static func run(
      _ testCase: String, _ options: [String], environment: [String] = [], tls: Bool = true
    ) async throws {
      let certificates = try await TestCertificates()
      let server = try Program.python(
        "peer_server.py",
        ["--tokens", certificates.path, certificates("server.pem"), certificates("server.key")])
      try await server.serve { port in
        let client = try Program.built(
          "interop-client",
          [
            "--server_host=127.0.0.1", "--server_port=\(port)", "--test_case=\(testCase)",
            "--use_tls=\(tls)", "--use_test_ca=true", "--ca_file=\(certificates("ca.pem"))",
            "--server_host_override=foo.test.google.fr",
          ] + options.map { $0.replacing("FOLDER", with: certificates.path) })
        let variables =
          ["HOME=\(certificates.path)"]
          + environment.map { $0.replacing("FOLDER", with: certificates.path) }
        try await Program.shell(
          "export GCE_METADATA_HOST=\"$(cat \"$0/metadata_host\")\"; exec env \"$@\"",
          [certificates.path] + variables + [client.executable.path] + client.arguments
        ).run()
      }
    }

    @Test(
      "Whom a service account's key speaks for", .timeLimit(.minutes(3)),
      arguments: ["jwt_token_creds", "per_rpc_creds", "oauth2_auth_token"])
    func serviceAccount(_ testCase: String) async throws {
      try await Self.run(
        testCase,
        [
          "--service_account_key_file=FOLDER/service_account.json",
          "--oauth_scope=\(Self.scope)",
        ])
    }

    @Test("A key that the environment names", .timeLimit(.minutes(3)))
    func environment() async throws {
      try await Self.run(
        "jwt_token_creds", [],
        environment: ["GOOGLE_APPLICATION_CREDENTIALS=FOLDER/service_account.json"])
    }

    @Test(
      "Whom a machine's metadata server speaks for", .timeLimit(.minutes(3)),
      arguments: ["compute_engine_creds", "oauth2_auth_token", "google_default_credentials"])
    func machine(_ testCase: String) async throws {
      try await Self.run(
        testCase,
        ["--default_service_account=\(Self.machine)", "--oauth_scope=\(Self.scope)"])
    }

    @Test(
      "Default credentials are those of the environment", .timeLimit(.minutes(3)),
      arguments: [("service_account.json", account), ("authorized_user.json", user)])
    func defaultCredentials(_ file: String, _ name: String) async throws {
      try await Self.run(
        "google_default_credentials", ["--default_service_account=\(name)"],
        environment: ["GOOGLE_APPLICATION_CREDENTIALS=FOLDER/\(file)"])
    }

    @Test("A token of another account is noticed", .timeLimit(.minutes(3)))
    func otherAccount() async throws {
      let error = await #expect(throws: ProgramFailure.self) {
        try await Self.run(
          "compute_engine_creds",
          ["--default_service_account=\(Self.account)", "--oauth_scope=\(Self.scope)"])
      }
      #expect(error?.description.contains("the user is \(Self.machine)") == true)
    }

    @Test("Tokens are not sent in plaintext", .timeLimit(.minutes(3)))
    func plaintext() async throws {
      let error = await #expect(throws: ProgramFailure.self) {
        try await Self.run(
          "jwt_token_creds", ["--service_account_key_file=FOLDER/service_account.json"],
          tls: false)
      }
      #expect(error?.description.contains("it needs --use_tls=true") == true)
    }
  }
#endif
