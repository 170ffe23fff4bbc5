internal import Synchronization

/// The notes that travellers have left, by place.
///
/// Handlers of any number of calls use it at once.
final class Notes: Sendable {
  /// The notes that a place keeps; beyond it the oldest goes, so that answers stay short.
  private static let maximumPerPlace = 100

  private let notes = Mutex<[Samples_Routeguide_Point: [Samples_Routeguide_RouteNote]]>([:])

  /// Leaves a note, and returns those that were there before, oldest first.
  func add(_ note: Samples_Routeguide_RouteNote) -> [Samples_Routeguide_RouteNote] {
    notes.withLock { notes in
      let earlier = notes[note.location] ?? []
      notes[note.location] = earlier.suffix(Self.maximumPerPlace - 1) + [note]
      return earlier
    }
  }
}
