internal import Glibc

/// The value of an environment variable.
func environmentValue(_ name: String) -> String? {
  // Sound: nothing here changes the environment, and the value is copied.
  getenv(name).map { String(cString: $0) }
}
