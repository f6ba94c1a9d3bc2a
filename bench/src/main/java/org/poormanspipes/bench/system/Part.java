package org.poormanspipes.bench.system;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One thing that is measured by itself.
enum Part {
  SHELL("a file through a pipe, by the command, beside a FIFO and cat"),
  CLI("how long the command takes to start and to print the first byte"),
  MANY("listing 100 000 pipes, and opening one beside 10 000"),
  IDLE("what a process that waits for a pipe costs"),
  RECOVERY("how soon a writer goes on when another was killed"),
  NATS("a pipe on a NATS server, beside the bare client (bench/nats/run)"),
  CLUSTER("the same on three servers, each with a copy (bench/nats/run)");

  private final String what;

  Part(String what) {
    this.what = what;
  }

  /// Those that need no server.
  static List<Part> local() {
    return List.of(SHELL, CLI, MANY, IDLE, RECOVERY);
  }

  String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  String what() {
    return what;
  }

  /// Measures it.
  List<Row> measure(Place place) throws IOException {
    return switch (this) {
      case SHELL -> ShellPart.measure(place);
      case CLI -> CliPart.measure(place);
      case MANY -> ManyPart.measure(place);
      case IDLE -> IdlePart.measure(place);
      case RECOVERY -> RecoveryPart.measure(place);
      case NATS -> NatsPart.measure(place, 1);
      case CLUSTER -> NatsPart.measure(place, 3);
    };
  }

  static Part of(String option) {
    return Arrays.stream(values())
        .filter(part -> part.option().equals(option))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'"
                    + option
                    + "' is no part: there are "
                    + String.join(", ", Arrays.stream(values()).map(Part::option).toList())));
  }
}
