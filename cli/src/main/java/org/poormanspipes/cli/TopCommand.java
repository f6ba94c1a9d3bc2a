package org.poormanspipes.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.PipeName;
import org.poormanspipes.cli.top.Arrangement;
import org.poormanspipes.cli.top.Column;
import org.poormanspipes.cli.top.Intervals;
import org.poormanspipes.cli.top.LiveTop;
import org.poormanspipes.cli.top.Look;
import org.poormanspipes.cli.top.Looker;
import org.poormanspipes.cli.top.Rates;
import org.poormanspipes.cli.top.Row;

/// `pmp top`: what moves through the pipes of a device, live on a terminal, or in plain tables.
final class TopCommand implements Command {

  private static final String TERMINAL_LIBRARY = "org.jline.terminal";
  private static final int MOST_TABLES = 1_000_000;

  private static final Option INTERVAL =
      Option.value("--interval", "TIME", "From one look to the next, as in 500ms or 2s (else 1s).");
  private static final Option SORT =
      Option.choice(
          "--sort",
          "COLUMN",
          "What to sort by (else in).",
          Arrays.stream(Column.values()).map(Column::word).toArray(String[]::new));
  private static final Option FILTER =
      Option.value("--filter", "TEXT", "Only pipes whose names contain that.");
  private static final Option ONCE =
      Option.flag("--once", "Prints one table and ends; so it does where there is no terminal.");
  private static final Option BATCH =
      Option.value("--batch", "COUNT", "Prints so many tables, each after an interval.");

  @Override
  public Syntax syntax() {
    return new Syntax("top", "Shows what moves through the pipes of a device, live.")
        .with(INTERVAL, SORT, FILTER, ONCE, BATCH)
        .with(Devices.OPTIONS)
        .footer("Keys: h shows all of them, q quits.");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    Duration interval = interval(arguments.value(INTERVAL));
    String filter = arguments.value(FILTER);
    Arrangement arrangement =
        new Arrangement(column(arguments.value(SORT)), false, filter == null ? "" : filter);
    int tables = tables(arguments);
    // The device must be there to begin with.
    String name;
    try (Device device = Devices.look(arguments)) {
      name = PipeName.printable(device.name());
    }
    try (Looker looker = new Looker(() -> Devices.again(arguments), Failures::sentence, interval)) {
      if (tables == 0 && isInteractive(io)) {
        LiveTop.End end = LiveTop.run(name, looker, arrangement, interval);
        return end == LiveTop.End.QUIT ? ExitCode.DONE : ExitCode.INTERRUPTED;
      }
      print(looker, arrangement, interval, Math.max(1, tables), io);
      return ExitCode.DONE;
    }
  }

  private static Duration interval(@Nullable String given) {
    if (given == null) {
      return Duration.ofSeconds(1);
    }
    Duration interval = Durations.parse(given);
    if (interval.compareTo(Intervals.LEAST) < 0 || interval.compareTo(Intervals.MOST) > 0) {
      throw new UsageException(
          "--interval can't be "
              + PipeName.printable(given)
              + ": the limits are "
              + Durations.format(Intervals.LEAST)
              + " and "
              + Durations.format(Intervals.MOST));
    }
    return interval;
  }

  private static Column column(@Nullable String word) {
    if (word == null) {
      return Column.IN;
    }
    for (Column column : Column.values()) {
      if (column.word().equals(word)) {
        return column;
      }
    }
    String known = String.join(", ", Arrays.stream(Column.values()).map(Column::word).toList());
    throw new UsageException("--sort can't be '" + word + "': the columns are " + known);
  }

  /// How many tables to print; 0 if none was asked for.
  private static int tables(Arguments arguments) {
    String count = arguments.value(BATCH);
    if (count == null) {
      return arguments.has(ONCE) ? 1 : 0;
    }
    if (arguments.has(ONCE)) {
      throw new UsageException("--once and --batch exclude each other");
    }
    int tables;
    try {
      tables = Integer.parseInt(count);
    } catch (NumberFormatException notOne) {
      tables = 0;
    }
    if (tables < 1 || tables > MOST_TABLES) {
      throw new UsageException(
          "--batch can't be '" + count + "': the limits are 1 and " + MOST_TABLES);
    }
    return tables;
  }

  /// A terminal that can't place its cursor is as good as none.
  private static boolean isInteractive(Stdio io) throws IOException {
    String type = System.getenv("TERM");
    if (!io.isTerminal(0) || !io.isTerminal(1) || type == null || type.equals("dumb")) {
      return false;
    }
    if (ModuleLayer.boot().findModule(TERMINAL_LIBRARY).isEmpty()) {
      throw new IOException(
          "the terminal's library is missing: start this as pmp, or use --once or --batch");
    }
    return true;
  }

  private static void print(
      Looker looker, Arrangement arrangement, Duration interval, int tables, Stdio io)
      throws IOException {
    Rates rates = new Rates();
    rates.next(seen(looker));
    for (int table = 0; table < tables; table++) {
      try {
        Thread.sleep(interval);
      } catch (InterruptedException told) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      List<Row> rows = rates.next(seen(looker));
      if (table > 0) {
        io.println("");
      }
      TopTable.print(arrangement.of(rows), io);
      io.flush();
    }
  }

  private static Look seen(Looker looker) throws IOException {
    Look look = looker.look();
    if (look.failure() != null) {
      throw new IOException(look.failure());
    }
    return look;
  }
}
