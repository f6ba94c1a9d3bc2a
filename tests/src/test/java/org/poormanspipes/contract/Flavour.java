package org.poormanspipes.contract;

import java.util.Locale;
import java.util.stream.Stream;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;

/// A kind of pipe: one of the 36 combinations of what its creator chooses. [EachFlavour] runs a
/// test for all of them, or for those that it names.
record Flavour(PipeType type, WhenFull whenFull, Delivery delivery, Lifetime lifetime) {

  /// All of them.
  static Stream<Flavour> all() {
    return Stream.of(PipeType.values())
        .flatMap(type ->
            Stream.of(WhenFull.values())
                .flatMap(whenFull ->
                    Stream.of(Delivery.values())
                        .flatMap(delivery ->
                            Stream.of(Lifetime.values())
                                .map(life -> new Flavour(type, whenFull, delivery, life)))));
  }

  Flavour with(WhenFull other) {
    return new Flavour(type, other, delivery, lifetime);
  }

  Flavour with(Lifetime other) {
    return new Flavour(type, whenFull, delivery, other);
  }

  /// Options of this kind, with a capacity.
  PipeOptions options(long capacity) {
    return builder(capacity).build();
  }

  PipeOptions.Builder builder(long capacity) {
    return PipeOptions.builder()
        .type(type)
        .whenFull(whenFull)
        .delivery(delivery)
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

  boolean isBroadcast() {
    return delivery == Delivery.BROADCAST;
  }

  /// Whether only reading takes content away.
  boolean keepsOldest() {
    return whenFull != WhenFull.OVERWRITE;
  }

  /// Whether the pipe is there after its last close, if something in it was not read.
  boolean keepsUnread() {
    return lifetime != Lifetime.TEMPORARY;
  }

  boolean isPermanent() {
    return lifetime == Lifetime.PERMANENT;
  }

  /// The smallest capacity that such a pipe may have.
  int smallestCapacity() {
    return isMessage() ? 16 : 1;
  }

  /// The largest write that such a pipe takes whole.
  int largestWrite(int capacity) {
    return isMessage() ? capacity / 8 * 8 - 8 : capacity;
  }

  /// What the capacity is charged for a write.
  long charge(long length) {
    return isMessage() ? 8 + (length + 7) / 8 * 8 : length;
  }

  @Override
  public String toString() {
    return String.join(" ", type + "", whenFull + "", delivery + "", lifetime + "")
        .toLowerCase(Locale.ROOT);
  }
}
