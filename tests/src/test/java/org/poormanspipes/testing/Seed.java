package org.poormanspipes.testing;

import java.util.Random;
import java.util.random.RandomGenerator;

/// Where random tests get their numbers from: `-Dpmp.seed` if it is given, else chance. The seed is
/// printed, so that a failure can be played again.
public final class Seed {
  private static final String PROPERTY = "pmp.seed";

  private final long value;

  private Seed(long value) {
    this.value = value;
  }

  /// The seed of a test, printed with its name.
  public static Seed of(String test) {
    Seed seed = new Seed(Long.getLong(PROPERTY, RandomGenerator.getDefault().nextLong()));
    System.out.println(test + ": -D" + PROPERTY + "=" + seed.value);
    return seed;
  }

  /// The number itself.
  public long value() {
    return value;
  }

  /// A stream of numbers, another one for each `purpose`.
  public Random random(long purpose) {
    return new Random(value * 0x9e37_79b9_7f4a_7c15L + purpose);
  }

  @Override
  public String toString() {
    return "seed=" + value;
  }
}
