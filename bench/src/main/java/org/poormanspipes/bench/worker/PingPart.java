package org.poormanspipes.bench.worker;

import java.io.IOException;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.poormanspipes.bench.transport.Checker;
import org.poormanspipes.bench.transport.Inlet;
import org.poormanspipes.bench.transport.Message;
import org.poormanspipes.bench.transport.Outlet;
import org.poormanspipes.bench.transport.Transport;

/// Sends a message, waits for the answer, and takes the time.
final class PingPart implements Part {
  private static final int MOST_STRETCHES = 1 << 16;
  private static final long HIGHEST_NANOS = 10_000_000_000L;
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99, 100};

  private final Message message;
  private final Outlet outlet;
  private final Inlet inlet;
  private final Checker checker;
  private final double[] stretches = new double[MOST_STRETCHES];

  /// How each of the rounds came out, all together, for both kinds that have one.
  private final Histogram each = histogram();

  private final Histogram due = histogram();
  private long sequence;

  PingPart(Task task, Transport transport) throws IOException {
    this.message = new Message(task.link().size(), 0);
    this.outlet = transport.outlet(Ways.there(task.link()), message);
    this.inlet = transport.inlet(Ways.back(task.link()));
    this.checker = new Checker(task.link().size(), 1, false, task.whole());
  }

  private static Histogram histogram() {
    return new Histogram(1, HIGHEST_NANOS, 3);
  }

  @Override
  public Figures round(Order order, Stop stopped) throws IOException {
    checker.begin();
    long first = sequence;
    long switches = Switches.now();
    Figures figures =
        switch (order.kind()) {
          case WARM -> warm(order);
          case PLAIN -> plain(order.nanos());
          case EACH -> each(order.nanos(), each);
          case RATE -> atRate(order.nanos(), order.rate(), due);
        };
    trip(true);
    if (checker.error() != null) {
      throw new IOException(checker.error());
    }
    return figures.with("count", sequence - first).with("slept", Switches.now() - switches);
  }

  /// All that the other kinds run.
  private Figures warm(Order order) throws IOException {
    plain(order.nanos() / 3);
    each(order.nanos() / 3, histogram());
    return atRate(order.nanos() / 3, Math.max(1, order.rate()), histogram());
  }

  /// Times stretches of about 20 µs or more, so that the clock costs nothing; their median leaves
  /// out those in which something else had the processor.
  private Figures plain(long nanos) throws IOException {
    long begun = System.nanoTime();
    int trips = 0;
    while (trips < 100 && System.nanoTime() - begun < 1_000_000) {
      trip(false);
      trips++;
    }
    int stretch = trips < 100 ? 10 : 100;
    int count = 0;
    long before = System.nanoTime();
    long started = before;
    long allocated = Allocated.now();
    while (before - started < nanos || count == 0) {
      for (int i = 0; i < stretch; i++) {
        trip(false);
      }
      long now = System.nanoTime();
      stretches[count++ % MOST_STRETCHES] = (double) (now - before) / stretch;
      before = now;
    }
    allocated = Allocated.now() - allocated;
    int kept = Math.min(count, MOST_STRETCHES);
    Arrays.sort(stretches, 0, kept);
    return new Figures()
        .with("rt", stretches[kept / 2])
        .with("allocated", allocated)
        .with("mean", (double) (before - started) / ((long) count * stretch));
  }

  private Figures each(long nanos, Histogram histogram) throws IOException {
    Histogram round = histogram();
    long started = System.nanoTime();
    long before = started;
    while (before - started < nanos) {
      trip(false);
      long now = System.nanoTime();
      round.recordValue(Math.min(now - before, HIGHEST_NANOS));
      before = now;
    }
    return percentiles(round, histogram);
  }

  /// Begins a round trip whenever one is due, and counts from then: one that comes late because
  /// its predecessor was slow was slow itself.
  private Figures atRate(long nanos, int rate, Histogram histogram) throws IOException {
    Histogram round = histogram();
    double interval = 1e9 / rate;
    long started = System.nanoTime();
    for (long i = 1; i * interval < nanos; i++) {
      long start = started + (long) (i * interval);
      while (System.nanoTime() - start < 0) {
        Thread.onSpinWait();
      }
      trip(false);
      round.recordValue(Math.clamp(System.nanoTime() - start, 1, HIGHEST_NANOS));
    }
    return percentiles(round, histogram);
  }

  private void trip(boolean last) throws IOException {
    message.stamp(sequence++, last);
    while (!outlet.send()) {
      Thread.onSpinWait();
    }
    while (inlet.receive(checker) == 0) {
      Thread.onSpinWait();
    }
  }

  /// The round's median, and the percentiles of all rounds up to now.
  private static Figures percentiles(Histogram round, Histogram all) {
    all.add(round);
    Figures figures = new Figures().with("rt", round.getValueAtPercentile(50));
    for (double percentile : PERCENTILES) {
      figures.with("p" + percentile, all.getValueAtPercentile(percentile));
    }
    return figures.with("recorded", all.getTotalCount());
  }

  @Override
  public void close() throws IOException {
    outlet.close();
    inlet.close();
  }
}
