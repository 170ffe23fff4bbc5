extension Models_Person {
  /// How the person is addressed.
  public var title: String { name.isEmpty ? "stranger" : name }
}
