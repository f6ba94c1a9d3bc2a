package org.poormanspipes.stress;

import java.util.concurrent.atomic.AtomicInteger;

/// Where the two actors of a state wait for each other before they begin, for otherwise one is
/// mostly through before the other comes. One of them then stays behind a little, in each state a
/// different one by a different time, so that every two steps get their chance to coincide.
///
/// Nobody waits for long: the other may have no processor at the moment.
public final class Meeting {

  private static final int PATIENCE = 300;

  /// In looks at a word, about a nanosecond each.
  private static final int LONGEST_LAG = 256;

  /// Changed by both threads at once and without care: any number will do.
  private static int lags;

  private final AtomicInteger come = new AtomicInteger();
  private final int lag;

  /// A meeting of two.
  public Meeting() {
    // A multiplier that is prime to the range visits all of it.
    lags += 37;
    lag = Math.floorMod(lags, 2 * LONGEST_LAG) - LONGEST_LAG;
  }

  /// One of the two is here.
  public void one() {
    meet();
    stay(lag);
  }

  /// The other one is here.
  public void other() {
    meet();
    stay(-lag);
  }

  /// Lets a while pass, in each state another.
  public void linger() {
    stay(Math.abs(lag));
  }

  private void meet() {
    come.incrementAndGet();
    for (int look = 0; look < PATIENCE && come.get() < 2; look++) {
      Thread.onSpinWait();
    }
  }

  private void stay(int looks) {
    for (int look = 0; look < looks && come.get() > 0; look++) {
      // The look is what takes the time.
    }
  }
}
