extension Duration {
  /// The whole milliseconds in it.
  var inMilliseconds: Int64 { Int64(self / .milliseconds(1)) }
}
