internal import InteropMessages
internal import Martlet

// Calls with tokens of Google's cloud: the server is to say whose they are.
extension InteropCases {
  /// A token from the machine's metadata server.
  func computeEngineCreds() async throws {
    let account = try required(credentials.defaultServiceAccount, "--default_service_account")
    let scope = try required(credentials.oauthScope, "--oauth_scope")
    var request = Self.largeRequest
    request.fillUsername = true
    request.fillOauthScope = true
    let reply = try await call(request, token: try TokenSource.metadataServer(scope: scope))
    try expect("the user", reply.username, is: account)
    try expectScope(reply.oauthScope, isWithin: scope)
    try expect(reply.payload, hasSize: request.responseSize)
  }

  /// A token that the account's key signs, for every call of a channel.
  func jwtTokenCreds() async throws {
    let account = try account
    var request = Self.largeRequest
    request.fillUsername = true
    let reply = try await call(request, token: try signedToken(account))
    try expect("the user", reply.username, is: try account["client_email"])
    try expect(reply.payload, hasSize: request.responseSize)
  }

  /// A token that the account's key signs, for one call.
  func perRPCCreds() async throws {
    let account = try account
    let request = Grpc_Testing_SimpleRequest.with { $0.fillUsername = true }
    try checkSecurity()
    let reply = try await service.unaryCall(
      request, metadata: ["authorization": "Bearer \(try signedToken(account))"],
      options: options)
    try expect("the user", reply.username, is: try account["client_email"])
  }

  /// A token that was fetched beforehand.
  func oauth2AuthToken() async throws {
    let scope = try required(credentials.oauthScope, "--oauth_scope")
    let (token, user): (String, String)
    if credentials.keyFile != nil {
      let account = try account
      token = try TokenSource.endpoint(of: account, scope: scope)
      user = try account["client_email"]
    } else {
      user = try required(
        credentials.defaultServiceAccount,
        "--service_account_key_file, or --default_service_account in Google's cloud,")
      token = try TokenSource.metadataServer(scope: scope)
    }
    let request = Grpc_Testing_SimpleRequest.with {
      $0.fillUsername = true
      $0.fillOauthScope = true
    }
    let reply = try await call(request, token: token)
    try expect("the user", reply.username, is: user)
    try expectScope(reply.oauthScope, isWithin: scope)
  }

  /// Whatever credentials the machine has, as Google's libraries look for them.
  func googleDefaultCredentials() async throws {
    let user = try required(credentials.defaultServiceAccount, "--default_service_account")
    let request = Grpc_Testing_SimpleRequest.with { $0.fillUsername = true }
    let reply = try await call(request, token: try defaultToken())
    try expect("the user", reply.username, is: user)
  }

  private func defaultToken() throws -> String {
    let gcloud =
      environmentValue("CLOUDSDK_CONFIG")
      ?? environmentValue("HOME").map { $0 + "/.config/gcloud" }
    let wellKnown = gcloud.map { $0 + "/application_default_credentials.json" }
    let file: CredentialFile
    if let path = environmentValue("GOOGLE_APPLICATION_CREDENTIALS") {
      file = try CredentialFile(path)
    } else if let wellKnown, let found = try? CredentialFile(wellKnown) {
      file = found
    } else {
      return try TokenSource.metadataServer(scope: credentials.oauthScope)
    }
    switch file.type {
    case "service_account": return try signedToken(file)
    case "authorized_user": return try TokenSource.refreshed(file)
    case let other:
      throw CaseFailure(description: "credentials of the type '\(other)' are not supported")
    }
  }

  /// A token for the service that the cases call, which is named as gRPC's libraries do.
  private func signedToken(_ account: CredentialFile) throws -> String {
    let service = Grpc_Testing_TestService.descriptor.fullyQualifiedService
    return try SignedToken.make(account, audience: "https://\(server.audience)/\(service)")
  }

  private var account: CredentialFile {
    get throws {
      try CredentialFile(
        try required(
          credentials.keyFile,
          "--service_account_key_file, or GOOGLE_APPLICATION_CREDENTIALS in the environment,"))
    }
  }

  /// Calls with a token that the channel adds.
  private func call(
    _ request: Grpc_Testing_SimpleRequest, token: String
  ) async throws -> Grpc_Testing_SimpleResponse {
    try checkSecurity()
    return try await withGRPCClient(
      transport: server.transport, interceptors: [ClientBearerAuthentication(token: token)]
    ) { client in
      try await Grpc_Testing_TestService.Client(wrapping: client)
        .unaryCall(request, options: options)
    }
  }

  /// Tokens are secrets.
  private func checkSecurity() throws {
    guard server.security.useTLS else {
      throw CaseFailure(description: "tokens are not sent in plaintext: it needs --use_tls=true")
    }
  }

  private func required(_ value: String?, _ option: String) throws -> String {
    guard let value, !value.isEmpty else {
      throw CaseFailure(description: "it needs \(option)")
    }
    return value
  }

  private func expectScope(_ scope: String, isWithin wanted: String) throws {
    guard !scope.isEmpty, wanted.contains(scope) else {
      throw CaseFailure(description: "the scope '\(scope)' is not within '\(wanted)'")
    }
  }
}
