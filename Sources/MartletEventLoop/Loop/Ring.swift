/// A queue in a circular buffer that grows as needed and is never given back.
struct Ring<Element> {
  private var slots: [Element?]
  private var head = 0
  private(set) var count = 0

  init(capacity: Int = 64) {
    // A power of two, so that wrapping around is a mask.
    var size = 8
    while size < capacity { size *= 2 }
    slots = Array(repeating: nil, count: size)
  }

  var isEmpty: Bool { count == 0 }

  var first: Element? { count == 0 ? nil : slots[head] }

  mutating func append(_ element: Element) {
    if count == slots.count { grow() }
    slots[(head + count) & (slots.count - 1)] = element
    count += 1
  }

  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head].take()
    head = (head + 1) & (slots.count - 1)
    count -= 1
    return element
  }

  private mutating func grow() {
    var grown = [Element?](repeating: nil, count: slots.count * 2)
    for offset in 0..<count { grown[offset] = slots[(head + offset) & (slots.count - 1)] }
    slots = grown
    head = 0
  }
}
