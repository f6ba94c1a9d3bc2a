package org.poormanspipes.bench.nats;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.atomic.AtomicLong;

/// A process that does one side's job, as often as it is told: a line of the input is an order, the
/// line that it prints has the rate in messages a second, and p50 and p99 of one call, in
/// microseconds.
///
/// ```
///   Worker pipe|same|less SERVERS COPIES
///     write SIZE COUNT             one after the other, each acknowledged
///     batch SIZE COUNT WINDOW      so many under way at once
///     hand SIZE COUNT              to a reader that waits, one after the other
///     read SIZE COUNT              of what is ready, one at a time
///     poll SIZE COUNT LIMIT        of what is ready, several at a time
/// ```
public final class Worker {
  private static final long CAPACITY = 256L << 20;
  private static final int LARGEST = 64 << 10;
  private static final int WINDOW = 512;
  private static final long SETTLE_MILLIS = 100;

  private final Side side;

  private Worker(Side side) {
    this.side = side;
  }

  /// Runs it.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (Side side = side(arguments[0], arguments[1], Integer.parseInt(arguments[2]))) {
      Worker worker = new Worker(side);
      BufferedReader orders =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      System.out.println("ready");
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        System.out.println(worker.obey(order.split(" ", -1)));
      }
    }
  }

  /// @param servers `host:port`, with commas
  private static Side side(String name, String servers, int copies)
      throws IOException, InterruptedException {
    PlainSide.awaitServers(url(servers), copies);
    return switch (name) {
      case "pipe" ->
          new PipeSide("nats://" + servers + "/Bench?replicas=" + copies, CAPACITY, LARGEST);
      case "same" -> new PlainSide(url(servers), PlainSide.Promise.SAME, CAPACITY, copies);
      case "less" -> new PlainSide(url(servers), PlainSide.Promise.LESS, CAPACITY, copies);
      default -> throw new IllegalArgumentException("side=" + name);
    };
  }

  private static String url(String servers) {
    return "nats://" + servers.replace(",", ",nats://");
  }

  private String obey(String[] order) throws IOException, InterruptedException {
    byte[] message = new byte[Integer.parseInt(order[1])];
    int count = Integer.parseInt(order[2]);
    int limit = order.length > 3 ? Integer.parseInt(order[3]) : 1;
    side.renew();
    if (order[0].equals("read") || order[0].equals("poll")) {
      fill(message, count);
    }
    // What the server still has to do for that is nobody's in what is timed.
    Thread.sleep(SETTLE_MILLIS);
    return switch (order[0]) {
      case "write" -> timed(count, 1, () -> one(message));
      case "batch" -> timed(count, limit, () -> all(message, limit));
      case "read" -> timed(count, 1, this::read);
      case "poll" -> timed(count, limit, () -> side.readSome(limit));
      case "hand" -> hand(message, count);
      default -> throw new IllegalArgumentException("order=" + order[0]);
    };
  }

  private void fill(byte[] message, int count) throws IOException {
    for (int left = count; left > 0; left -= WINDOW) {
      side.writeAll(message, Math.min(left, WINDOW));
    }
  }

  private int one(byte[] message) throws IOException {
    side.write(message);
    return 1;
  }

  private int all(byte[] message, int window) throws IOException {
    side.writeAll(message, window);
    return window;
  }

  private int read() throws IOException {
    side.read();
    return 1;
  }

  /// What is timed.
  @FunctionalInterface
  private interface Call {
    /// How many messages it moved.
    int moved() throws IOException;
  }

  private static String timed(int count, int most, Call call) throws IOException {
    long[] nanos = new long[2 * count / most + 64];
    int calls = 0;
    int moved = 0;
    long began = System.nanoTime();
    while (moved < count) {
      long before = System.nanoTime();
      moved += call.moved();
      if (calls < nanos.length) {
        nanos[calls++] = System.nanoTime() - before;
      }
    }
    return line(moved, System.nanoTime() - began, Arrays.copyOf(nanos, calls));
  }

  /// From before a write to the return of the read that waited for it; the next write comes a
  /// moment after that, when the reader waits again.
  private String hand(byte[] message, int count) throws IOException, InterruptedException {
    long[] nanos = new long[count];
    AtomicLong arrived = new AtomicLong();
    Exchanger<String> turn = new Exchanger<>();
    CountDownLatch ended = new CountDownLatch(1);
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              try {
                for (int i = 0; i < count; i++) {
                  side.read();
                  arrived.set(System.nanoTime());
                  turn.exchange("");
                }
              } catch (IOException | InterruptedException failed) {
                failed.printStackTrace();
                Runtime.getRuntime().halt(1);
              }
              ended.countDown();
            });
    long sum = 0;
    for (int i = 0; i < count; i++) {
      awaitWait(reader);
      long before = System.nanoTime();
      side.write(message);
      turn.exchange("");
      nanos[i] = arrived.get() - before;
      sum += nanos[i];
    }
    ended.await();
    return line(count, sum, nanos);
  }

  /// Until the reader is back in its read and sleeps there, and its request is at the server.
  private static void awaitWait(Thread reader) throws InterruptedException {
    Thread.sleep(1);
    while (reader.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
  }

  private static String line(long count, long nanos, long[] calls) {
    Arrays.sort(calls);
    return String.format(
        Locale.ROOT,
        "%.1f %.1f %.1f",
        count * 1e9 / nanos,
        calls[calls.length / 2] / 1e3,
        calls[(int) Math.ceil(calls.length * 0.99) - 1] / 1e3);
  }
}
