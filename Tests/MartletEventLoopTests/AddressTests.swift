import Glibc
import MartletEventLoop
import Testing

/// Addresses and names of hosts.
@Suite(.timeLimit(.minutes(5)))
struct AddressTests {
  @Test func `Addresses are written as gRPC writes peers`() {
    let written: [(SocketAddress, String)] = [
      (.ipv4(host: "127.0.0.1", port: 443), "ipv4:127.0.0.1:443"),
      (.ipv6(host: "::1", port: 443), "ipv6:[::1]:443"),
      (.unixDomainSocket(path: "/run/a.sock"), "unix:/run/a.sock"),
      (.unixDomainSocket(path: "\0a"), "unix-abstract:a"),
    ]
    for (address, text) in written { #expect(address.description == text) }
  }

  @Test(arguments: [
    SocketAddress.ipv4(host: "localhost", port: 0), .ipv4(host: "1.2.3", port: 0),
    .ipv4(host: "127.0.0.1", port: 65_536), .ipv4(host: "127.0.0.1", port: -1),
    .ipv6(host: "127.0.0.1", port: 0), .ipv6(host: "::1", port: 65_536),
    .unixDomainSocket(path: ""), .unixDomainSocket(path: String(repeating: "a", count: 108)),
  ])
  func `An address that is none is refused, by its name`(_ address: SocketAddress) {
    let error = #expect(throws: SystemCallError.self) {
      try Listener(address: address, sharesPort: false, backlog: 1)
    }
    #expect(error?.number == EINVAL || error?.number == ENAMETOOLONG)
  }

  private func resolve(_ host: String) async throws -> [SocketAddress] {
    let loop = try EventLoop.started()
    return try await withCheckedThrowingContinuation { continuation in
      HostResolver.resolve(host: host, port: 5, on: loop) { result in
        continuation.resume(with: result.mapError { $0 as any Error })
      }
    }
  }

  @Test func `An address as text stands for itself`() async throws {
    #expect(try await resolve("127.0.0.1") == [.ipv4(host: "127.0.0.1", port: 5)])
    #expect(try await resolve("::1") == [.ipv6(host: "::1", port: 5)])
  }

  @Test func `A name has at least one address, each with the port`() async throws {
    let addresses = try await resolve("localhost")
    #expect(!addresses.isEmpty)
    #expect(addresses.allSatisfy { $0.port == 5 })
    #expect(Set(addresses).count == addresses.count)
  }

  @Test func `A name that does not exist is named`() async throws {
    let error = await #expect(throws: ResolverError.self) { try await resolve("nowhere.invalid") }
    #expect(error?.description.hasPrefix("cannot resolve 'nowhere.invalid': ") == true)
  }

  @Test func `An error names the call and gives the reason in lower case`() {
    let error = SystemCallError(call: "connect", number: ECONNREFUSED)
    #expect(error.description == "connect: connection refused")
    #expect(SystemCallError(call: "f", number: 99_999).reason.contains("99999"))
  }
}
