/// What bytes are to the grammar of `.proto` files.
extension UInt8 {
  var isDigit: Bool { self >= 48 && self <= 57 }
  var isLetter: Bool { self | 0x20 >= 97 && self | 0x20 <= 122 || self == 95 }
  var isLetterOrDigit: Bool { isLetter || isDigit }
  var isNewline: Bool { self == 10 }
  /// Space, but no end of a line.
  var isBlank: Bool { self == 32 || (self >= 9 && self <= 13 && self != 10) }
  var isSpace: Bool { self == 32 || (self >= 9 && self <= 13) }

  /// What a digit stands for, in bases up to 16.
  var digitValue: UInt32? {
    switch self {
    case 48...57: UInt32(self - 48)
    case 65...70: UInt32(self - 55)
    case 97...102: UInt32(self - 87)
    default: nil
    }
  }
}
