import Testing
import ToolSupport

/// What `martlet` says of files and of commands that it cannot use, and how it exits.
@Suite(.timeLimit(.minutes(5)))
struct DiagnosticTests {
  @Test(arguments: ["generate", "compile"])
  func `An error names its place, shows the line and points at it`(_ command: String) async throws {
    let folder = try ToolFolder([
      "bad.proto": """
      syntax = "proto3";
      message A {
        Timestmp when = 1;
      }
      """
    ])
    let result = try await folder.martlet(command, "-I", "{}", "-o", "{}/out", "bad.proto")
    #expect(
      result.errors == """
        {}/bad.proto:3:3: error: 'Timestmp' is not known
          Timestmp when = 1;
          ^~~~~~~~

        """)
    #expect(result.output == "")
    #expect(result.status == 1)
    #expect(folder.contents(of: "out") == nil)
  }

  @Test func `Every error is said, and nothing is written of the files that have none`()
    async throws
  {
    let folder = try ToolFolder([
      "good.proto": "syntax = \"proto3\"; message G {}",
      "bad.proto": "syntax = \"proto3\";\nmessage A { Bottle b = 1; }\nmessage C { Door d = 1; }\n",
    ])
    let result = try await folder.martlet(
      "generate", "-I", "{}", "-o", "{}/out", "good.proto", "bad.proto")
    #expect(result.errors.contains("{}/bad.proto:2:13: error: 'Bottle' is not known\n"))
    #expect(result.errors.contains("{}/bad.proto:3:13: error: 'Door' is not known\n"))
    #expect(result.status == 1)
    #expect(folder.contents(of: "out") == nil)
  }

  @Test func `An import that is not found says where it was looked for`() async throws {
    let folder = try ToolFolder(["protos/a.proto": "syntax = \"proto3\";\nimport \"no/b.proto\";\n"]
    )
    let result = try await folder.martlet(
      "generate", "-I", "{}/protos", "-I", "{}", "-o", "{}/out", "a.proto")
    #expect(
      result.errors == """
        {}/protos/a.proto:2:8: error: 'no/b.proto' is not found in '{}/protos', '{}'; \
        add its folder with --proto-path
        import "no/b.proto";
               ^~~~~~~~~~~~

        """)
    #expect(result.status == 1)
  }

  @Test func `A file that is not found is named`() async throws {
    let result = try await ToolFolder().martlet("compile", "-I", "{}", "none.proto")
    #expect(result.status == 1)
    #expect(result.errors.hasPrefix("none.proto: error: 'none.proto' is not found in '{}'"))
  }

  @Test func `A warning does not fail`() async throws {
    let folder = try ToolFolder(["a.proto": "message A {}\n"])
    let result = try await folder.martlet("compile", "-I", "{}", "a.proto")
    #expect(
      result.errors.contains("{}/a.proto:1:1: warning: there is no syntax line"), "\(result.errors)"
    )
    #expect(result.status == 0)
  }

  @Test func `A folder does not lead out of itself`() async throws {
    let folder = try ToolFolder([
      "secret.proto": "syntax = \"proto3\"; message Secret {}",
      "protos/a.proto": "syntax = \"proto3\";\nimport \"../secret.proto\";\n",
    ])
    let result = try await folder.martlet("compile", "-I", "{}/protos", "a.proto")
    #expect(result.status == 1)
    #expect(result.errors.contains("'../secret.proto' has '..' in it"), "\(result.errors)")
  }

  @Test(arguments: [
    (["generate", "--nope", "-o", "out", "a.proto"], "Unknown option '--nope'"),
    (["generate", "a.proto"], "Missing expected argument '--output <folder>'"),
    (["generate", "-o", "out"], "Missing expected argument '<files> ...'"),
    (["frobnicate"], "Unexpected argument 'frobnicate'"),
    (["generate", "-o", "out", "--visibility", "secret", "a.proto"], "secret"),
  ])
  func `A command that cannot be read says what it takes`(
    _ arguments: [String], _ complaint: String
  ) async throws {
    let result = try await ToolFolder().martlet(arguments)
    #expect(result.status == 64)
    #expect(result.output == "")
    #expect(result.errors.contains(complaint), "\(result.errors)")
    #expect(result.errors.contains("Usage: martlet"), "\(result.errors)")
  }
}
