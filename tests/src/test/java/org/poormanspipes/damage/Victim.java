package org.poormanspipes.damage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.time.Timeout;

/// One user of a pipe that is being spoilt: opens it, does this and that, closes it; when it is
/// told that the pipe is damaged it removes it by force, and makes it anew.
final class Victim implements Runnable {
  /// What a wait without end is ended after, by closing the channel.
  private static final long PATIENCE_MILLIS = 2500;

  private static final Timeout SHORT = Timeout.of(Duration.ofMillis(5));
  private static final int LONGEST = 300;
  private static final List<Access> ACCESSES = List.of(Access.values());

  private final Device device;
  private final String name;
  private final PipeOptions options;
  private final boolean messages;
  private final int producer;
  private final Random random;
  private final Tally tally;
  private int number;
  private volatile boolean stopped;
  private volatile long since = System.nanoTime();
  private volatile PipeChannel waiting;

  Victim(Device device, String name, String kind, int producer, Random random, Tally tally) {
    this.device = device;
    this.name = name;
    this.options = options(kind);
    this.messages = kind.startsWith("message");
    this.producer = producer;
    this.random = random;
    this.tally = tally;
  }

  /// The properties of a kind, as in `message,broadcast,reject`.
  static PipeOptions options(String kind) {
    String[] words = kind.split(",", -1);
    return PipeOptions.builder()
        .attribute("type", words[0])
        .attribute("delivery", words[1])
        .attribute("when-full", words[2])
        .attribute("lifetime", "permanent")
        .capacity(4000)
        .build();
  }

  void stop() {
    stopped = true;
  }

  /// For how long the present operation lasts.
  long nanosInside() {
    return System.nanoTime() - since;
  }

  /// Ends a wait that nobody promised an end to.
  void hurry() throws IOException {
    PipeChannel channel = waiting;
    if (channel != null && (stopped || nanosInside() > PATIENCE_MILLIS * 1_000_000)) {
      waiting = null;
      tally.count("waits ended");
      channel.close();
    }
  }

  @Override
  public void run() {
    while (!stopped) {
      guarded(this::visit);
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /// Every end of an operation but a value and a refusal is a breach.
  private void guarded(Step step) {
    since = System.nanoTime();
    try {
      step.run();
    } catch (DeviceException refusal) {
      tally.refused(refusal);
      if (refusal.kind() == Kind.DAMAGED || refusal.kind() == Kind.FAILED) {
        remake();
      }
    } catch (ClosedChannelException hurried) {
      tally.count("closed while waiting");
    } catch (IOException | RuntimeException | Error other) {
      tally.breach(other);
    }
  }

  private void remake() {
    since = System.nanoTime();
    try {
      device.deleteForced(name);
      tally.count("remakes");
    } catch (DeviceException refusal) {
      // Another may have been quicker.
      tally.refused(refusal);
    } catch (IOException | RuntimeException | Error other) {
      tally.breach(other);
    }
  }

  private void visit() throws IOException {
    Access access = ACCESSES.get(random.nextInt(ACCESSES.size()));
    try (PipeChannel pipe = device.open(name, access, options)) {
      tally.count("opens");
      for (int left = random.nextInt(60); left > 0 && !stopped; left--) {
        since = System.nanoTime();
        operate(pipe);
        tally.count("operations");
      }
      since = System.nanoTime();
    } finally {
      waiting = null;
    }
  }

  private void operate(PipeChannel pipe) throws IOException {
    int what = random.nextInt(100);
    if (what < 1) {
      pipe.set(PipeOptions.builder().capacity(2000 + random.nextInt(6000)).build());
    } else if (what < 3 || pipe.access() == Access.ATTRIBUTES) {
      pipe.stat();
    } else if (pipe.access().writes() && (what < 50 || !pipe.access().reads())) {
      write(pipe, timeout(pipe, what));
    } else if (what < 90) {
      read(pipe, timeout(pipe, what));
    } else {
      ByteBuffer seen = ByteBuffer.allocate(1000);
      check(seen, pipe.peek(seen), false);
    }
  }

  private Timeout timeout(PipeChannel pipe, int what) {
    if (what % 20 == 5) {
      waiting = pipe;
      return Timeout.FOREVER;
    }
    return what % 2 == 0 ? Timeout.NOW : SHORT;
  }

  private void write(PipeChannel pipe, Timeout timeout) throws IOException {
    int length = random.nextInt(NumberedMessage.MIN_LENGTH, LONGEST);
    byte[] bytes =
        messages ? new NumberedMessage(producer, number++).bytes(length) : capitals(length);
    pipe.write(ByteBuffer.wrap(bytes), timeout);
    waiting = null;
  }

  private static byte[] capitals(int length) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      bytes[at] = (byte) ('A' + at % 26);
    }
    return bytes;
  }

  private void read(PipeChannel pipe, Timeout timeout) throws IOException {
    ByteBuffer target = ByteBuffer.allocate(1000);
    int read = pipe.read(target, timeout);
    waiting = null;
    check(target, read, true);
  }

  private void check(ByteBuffer target, int read, boolean taken) {
    if (read < 0) {
      return;
    }
    if (taken) {
      tally.count("reads");
    }
    boolean right = messages ? isMessage(target, read) : isCapitals(target, read);
    if (!right) {
      tally.count("wrong content");
    }
    for (int at = 0; at < read; at++) {
      // What only the neighbour writes; one that a mutation made up is possible, a word is not.
      if (at + 8 <= read && target.getLong(at) == LiveCorruptionTest.NEIGHBOURS) {
        tally.breach(new AssertionError("another pipe's data in " + name));
      }
    }
  }

  private static boolean isCapitals(ByteBuffer target, int read) {
    for (int at = 0; at < read; at++) {
      if (target.get(at) < 'A' || target.get(at) > 'Z') {
        return false;
      }
    }
    return true;
  }

  private static boolean isMessage(ByteBuffer target, int read) {
    try {
      byte[] message = new byte[read];
      target.get(0, message);
      NumberedMessage.parse(message, 0, read);
      return true;
    } catch (IllegalStateException torn) {
      return false;
    }
  }
}
