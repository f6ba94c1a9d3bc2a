package org.poormanspipes.bench;

import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.poormanspipes.bench.worker.Figures;

/// What the processes of one session said after one turn.
///
/// @param sent what those who began said
/// @param received what those who answered or read said
record Turn(List<Figures> sent, List<Figures> received) {
  private static final double NANOS_PER_MICRO = 1000;
  private static final double NANOS_PER_MILLI = 1_000_000;

  /// Everything that was sent has to have come, once, to everybody who should have it.
  void check(Workload workload) throws IOException {
    if (received.isEmpty()) {
      return;
    }
    if (workload == Workload.BROADCAST) {
      for (Figures one : received) {
        same(total(sent, figures -> figures.number("count")), one.number("count"), "messages");
        same(total(sent, figures -> figures.number("sum")), one.number("sum"), "checksums");
      }
      return;
    }
    same(count(), total(received, figures -> figures.number("count")), "messages");
    if (!workload.isTrip()) {
      same(
          total(sent, figures -> figures.number("sum")),
          total(received, figures -> figures.number("sum")),
          "checksums");
    }
  }

  private static void same(long sent, long received, String what) throws IOException {
    if (sent != received) {
      throw new IOException("sent and received differ: " + what + " " + sent + ", " + received);
    }
  }

  private static long total(List<Figures> all, ToLongFunction<Figures> figure) {
    return all.stream().mapToLong(figure).sum();
  }

  /// How many messages were sent.
  long count() {
    return total(sent, figures -> figures.number("count"));
  }

  /// From the first writer's start until the last message was received, on one clock.
  double millionsEachSecond() {
    List<Figures> last = received.isEmpty() ? sent : received;
    long started = sent.stream().mapToLong(one -> one.number("started")).min().orElseThrow();
    long ended = last.stream().mapToLong(one -> one.number("ended")).max().orElseThrow();
    return count() * NANOS_PER_MICRO / Math.max(1, ended - started);
  }

  /// Of a round trip: how often a side slept, for each message that it waited for.
  double sleptShare() {
    long slept =
        total(sent, figures -> figures.number("slept"))
            + total(received, figures -> figures.number("slept"));
    return Math.min(1, slept / (2.0 * Math.max(1, count())));
  }

  /// How much of the time somebody else had the processor of a measuring thread that was ready.
  double disturbance(long millis) {
    long delayed =
        Stream.of(sent, received)
            .flatMap(List::stream)
            .mapToLong(one -> one.number("delayed"))
            .max()
            .orElse(0);
    return delayed / (millis * NANOS_PER_MILLI);
  }

  /// Bytes of heap that both sides allocate for a message.
  double allocatedEach() {
    long allocated =
        total(sent, figures -> figures.number("allocated"))
            + total(received, figures -> figures.number("allocated"));
    return (double) allocated / Math.max(1, count());
  }

  /// What the side that takes the time found.
  Figures trip() {
    return sent.getFirst();
  }
}
