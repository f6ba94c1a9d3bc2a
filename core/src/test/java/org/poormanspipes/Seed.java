package org.poormanspipes;

import java.util.Random;

/// Randomness that can be replayed: the seed is printed, and taken from `-Dpmp.seed=` if given.
public final class Seed {

  private Seed() {}

  /// A generator for one test.
  public static Random random(String test) {
    long seed = Long.getLong("pmp.seed", System.nanoTime());
    System.out.println(test + ": -Dpmp.seed=" + seed);
    return new Random(seed);
  }
}
