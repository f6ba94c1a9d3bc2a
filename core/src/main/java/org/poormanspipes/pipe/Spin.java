package org.poormanspipes.pipe;

/// How long a wait looks again and again before it sleeps: long enough for an answer of somebody
/// who is at work on another processor, and only while such looks find something. Going to sleep
/// and being woken takes two dozen microseconds on either side, and an answer perhaps one.
///
/// Looks that found nothing are not tried again for some waits, for twice as many each time, and
/// only waits that were short count as those: who waits for a message now and then always sleeps.
/// Of one sleep at a time.
final class Spin {
  /// Two sleepers that wake each other need so long for a round trip. Less, and neither would ever
  /// see the other's answer before it slept.
  private static final long LONGEST_NANOS = 60_000;

  private static final long SHORT_NANOS = 3 * LONGEST_NANOS;

  /// Before the first look, and before later ones, each time twice as many: a writer's look takes
  /// the lock, which others may want.
  private static final int FIRST_PAUSES = 2;

  private static final int MOST_PAUSES = 32;

  private static final int MOST_SKIPS = 64;

  /// How many short waits are to sleep at once.
  private int skips;

  private int skipsNext = 1;
  private boolean spinning;
  private int pauses;
  private long until;

  /// A wait begins.
  void begin() {
    spinning = skips == 0;
    pauses = FIRST_PAUSES;
    if (spinning) {
      until = System.nanoTime() + LONGEST_NANOS;
    }
  }

  /// Pauses.
  ///
  /// @return false if it is time to sleep
  boolean again() {
    if (!spinning) {
      return false;
    }
    if (System.nanoTime() - until >= 0) {
      spinning = false;
      skips = skipsNext;
      skipsNext = Math.min(2 * skipsNext, MOST_SKIPS);
      return false;
    }
    for (int pause = 0; pause < pauses; pause++) {
      Thread.onSpinWait();
    }
    pauses = Math.min(2 * pauses, MOST_PAUSES);
    return true;
  }

  /// The wait slept.
  void slept(long nanos) {
    if (skips > 0 && nanos < SHORT_NANOS) {
      skips--;
    }
  }

  /// The wait is over.
  void end() {
    if (spinning) {
      skipsNext = 1;
    }
  }
}
