/// What both sides of a secured connection are told, in one.
package struct TLSSettings: Sendable {
  package var certificateChain: [TLSConfig.CertificateSource] = []
  package var privateKey: TLSConfig.PrivateKeySource?
  package var verification = TLSConfig.CertificateVerification.noVerification
  package var trustRoots = TLSConfig.TrustRootsSource.systemDefault
  package var revocationLists: [TLSConfig.CertificateSource] = []
  package var protocols = TLSConfig.Protocols()
  package var resumption = TLSConfig.Resumption()
  package var reloading = TLSConfig.Reloading()
  package var requiresALPN = true
  package var onDiagnostic: TLSConfig.DiagnosticHandler?

  package init() {}

  /// The files that are read again when they change.
  var files: [String] {
    var sources = certificateChain + revocationLists
    if case .certificates(let roots) = trustRoots.wrapped { sources += roots }
    let origins = sources.map(\.origin) + (privateKey.map { [$0.origin] } ?? [])
    return origins.compactMap { if case .file(let path, _) = $0 { path } else { nil } }
  }
}
