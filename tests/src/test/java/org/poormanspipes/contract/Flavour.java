package org.poormanspipes.contract;

import java.util.stream.Stream;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;

/// A kind of pipe that this version offers.
record Flavour(PipeType type, WhenFull whenFull, Lifetime lifetime) {

  /// All of them.
  static Stream<Flavour> all() {
    return Stream.of(PipeType.values())
        .flatMap(type ->
            Stream.of(WhenFull.BLOCK, WhenFull.REJECT)
                .flatMap(whenFull ->
                    Stream.of(Lifetime.values())
                        .map(lifetime -> new Flavour(type, whenFull, lifetime))));
  }

  /// Those of one lifetime, where the lifetime plays no part.
  static Stream<Flavour> draining() {
    return all().filter(flavour -> flavour.lifetime() == Lifetime.DRAIN);
  }

  /// Options of this kind, with a capacity.
  PipeOptions options(long capacity) {
    return builder(capacity).build();
  }

  PipeOptions.Builder builder(long capacity) {
    return PipeOptions.builder()
        .type(type)
        .whenFull(whenFull)
        .lifetime(lifetime)
        .capacity(capacity);
  }

  /// The same for another process.
  String[] properties(long capacity) {
    return options(capacity).attributes().entrySet().stream()
        .map(property -> property.getKey() + "=" + property.getValue())
        .toArray(String[]::new);
  }

  boolean isMessage() {
    return type == PipeType.MESSAGE;
  }

  /// What the capacity is charged for a write.
  long charge(long length) {
    return isMessage() ? 8 + (length + 7) / 8 * 8 : length;
  }

  @Override
  public String toString() {
    return (type + " " + whenFull + " " + lifetime).toLowerCase(java.util.Locale.ROOT);
  }
}
