extension Int64 {
  /// Cents as text: 1250 is `12.50`.
  var asMoney: String {
    let cents = magnitude % 100
    return "\(self < 0 ? "-" : "")\(magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
  }
}
