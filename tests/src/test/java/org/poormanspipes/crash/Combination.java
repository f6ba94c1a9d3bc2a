package org.poormanspipes.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;

/// One of the kinds of pipe that there are.
record Combination(PipeType type, WhenFull whenFull, Delivery delivery, Lifetime lifetime) {
  /// Every type with every policy and every delivery; lifetimes take turns, beginning with
  /// `lifetime`.
  static List<Combination> all(int lifetime) {
    List<Combination> all = new ArrayList<>();
    Lifetime[] lifetimes = Lifetime.values();
    for (PipeType type : PipeType.values()) {
      for (WhenFull whenFull : WhenFull.values()) {
        for (Delivery delivery : Delivery.values()) {
          Lifetime its = lifetimes[(all.size() + lifetime) % lifetimes.length];
          all.add(new Combination(type, whenFull, delivery, its));
        }
      }
    }
    return all;
  }

  PipeOptions options(long capacity) {
    return PipeOptions.builder()
        .type(type)
        .whenFull(whenFull)
        .delivery(delivery)
        .lifetime(lifetime)
        .capacity(capacity)
        .build();
  }

  boolean messages() {
    return type == PipeType.MESSAGE;
  }

  boolean broadcast() {
    return delivery == Delivery.BROADCAST;
  }

  boolean overwrites() {
    return whenFull == WhenFull.OVERWRITE;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%-7s %-9s %-9s %-9s", type, whenFull, delivery, lifetime)
        .toLowerCase(Locale.ROOT);
  }
}
