package org.poormanspipes.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.poormanspipes.bench.transport.Transports.Ability;

/// What is measured.
public enum Workload {
  ROUND_TRIP("Round trip, both sides look again and again", Ability.POLLED, 1, 1),
  BLOCKING("Round trip, both sides sleep", Ability.BLOCKING, 1, 1),
  ONE_WAY("One writer, one reader", Ability.STREAM, 1, 1),
  FAN_IN("Two writers, one reader", Ability.MANY_WRITERS, 2, 1),
  BROADCAST("One writer, two readers that get everything", Ability.BROADCAST, 1, 2),
  COMPETING("Two writers, two readers that share", Ability.COMPETING, 2, 2);

  private final String title;
  private final Ability ability;
  private final int writers;
  private final int readers;

  Workload(String title, Ability ability, int writers, int readers) {
    this.title = title;
    this.ability = ability;
    this.writers = writers;
    this.readers = readers;
  }

  /// As it is called on the command line.
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The one that is called so.
  public static Workload of(String option) {
    return Arrays.stream(values())
        .filter(workload -> workload.option().equals(option))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no workload is called "
                    + option
                    + "; there are "
                    + String.join(", ", Arrays.stream(values()).map(Workload::option).toList())));
  }

  public String title() {
    return title;
  }

  public Ability ability() {
    return ability;
  }

  public int writers() {
    return writers;
  }

  public int readers() {
    return readers;
  }

  /// Bytes of the messages, if nobody asks for others.
  public List<Integer> sizes() {
    return switch (this) {
      case ROUND_TRIP, BLOCKING, FAN_IN, BROADCAST -> List.of(32, 1024);
      case ONE_WAY -> List.of(32, 288, 1024, 65536, 1048576);
      case COMPETING -> List.of(32);
    };
  }

  /// Whether the figure is a time, so that less is better.
  public boolean isTrip() {
    return this == ROUND_TRIP || this == BLOCKING;
  }

  /// What the figure is counted in.
  public String unit() {
    return isTrip() ? "ns" : "M msg/s";
  }
}
