package org.poormanspipes.cli;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeName;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Origin;
import org.poormanspipes.driver.Origins;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.Preview;
import org.poormanspipes.time.Timeout;

/// Carries from one open pipe to another, row by row: it looks at what is next, writes it there,
/// and only then takes it here. Whatever happens in between, nothing is lost; and what the place
/// where it writes knows to have arrived is not written again.
final class Carrier {

  private static final long LOOK_NANOS = 200_000_000L;
  private static final Timeout SLICE = Timeout.of(Duration.ofMillis(50));

  private final BridgePlan plan;
  private final String identity;
  private final PipeChannel writer;
  private final FastPath reading;
  private final @Nullable Origins origins;
  private final Hold hold;
  private final Stop stop;
  private final boolean messages;
  private final boolean overwrites;
  private final Preview row = new Preview();
  private final MessageBatch numbered = new MessageBatch();

  /// Up to where everything has arrived, or was dropped.
  private long next;

  /// Both pipes.
  ///
  /// @param reader where it reads
  /// @param writer where it writes
  record Ends(PipeChannel reader, PipeChannel writer) {}

  /// @param identity of the pipe that is read
  Carrier(BridgePlan plan, String identity, Ends ends, Hold hold, Stop stop) throws IOException {
    this.plan = plan;
    this.identity = identity;
    this.writer = ends.writer();
    this.reading = path(ends.reader());
    this.hold = hold;
    this.stop = stop;
    this.messages = reading.messages();
    this.overwrites = "overwrite".equals(ends.reader().stat().text("when-full"));
    requireFit();
    this.origins = path(writer).origins();
    this.next = origins == null ? Origins.NONE : origins.arrived(identity);
  }

  static FastPath path(PipeChannel channel) throws IOException {
    FastPath path = channel.fileObject().fastPath();
    if (path == null) {
      throw new IOException("'" + PipeName.printable(channel.name()) + "' can't be bridged");
    }
    return path;
  }

  private void requireFit() throws DeviceException {
    String from = "'" + PipeName.printable(plan.from().name()) + "'";
    String to = "'" + PipeName.printable(plan.to().name()) + "'";
    if (messages != writer.messages()) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          messages
              ? from
                  + " has messages, and "
                  + to
                  + " is a stream of bytes, which keeps no"
                  + " boundaries: bridge to a pipe of type=message"
              : from
                  + " is a stream of bytes, and "
                  + to
                  + " takes messages: bridge to a pipe of"
                  + " type=byte");
    }
    if (plan.numbers() && !messages) {
      throw new DeviceException(
          Kind.UNSUPPORTED, "--numbers needs messages, and " + from + " is a stream of bytes");
    }
  }

  /// Carries to the end of the stream.
  ///
  /// @return false if it was told to stop
  boolean carry() throws IOException {
    while (!stop.isAsked()) {
      long seen = hold.look(row);
      if (seen > 0) {
        if (!write()) {
          return false;
        }
        reading.pass(row);
      } else if (seen == Outcome.END) {
        return true;
      } else if (seen != Outcome.LOST) {
        await();
      }
    }
    return false;
  }

  /// Writes the row, or drops what the policy wants dropped.
  ///
  /// @return false if it was told to stop before that
  private boolean write() throws IOException {
    skipArrived();
    number();
    while (row.count() > 0) {
      if (stop.isAsked()) {
        return false;
      }
      long taken = writeSome();
      if (taken > 0 && (plan.numbers() || !messages)) {
        row.skip(taken);
      }
      if (taken < 0 && hold.isDue()) {
        drop(row.count());
      }
    }
    next = row.number();
    return true;
  }

  private void drop(long count) {
    hold.losses().dropped(count);
    row.skip(count);
  }

  /// What arrived already is not written again; what lies between that and this row is gone.
  private void skipArrived() {
    if (next == Origins.NONE) {
      return;
    }
    if (next > row.number()) {
      row.skip(Math.min(next - row.number(), row.count()));
    } else if (overwrites) {
      hold.losses().missed(Math.max(0, row.number() - Math.max(next, hold.droppedTo())));
    }
  }

  /// @return how many messages or bytes were taken, or a negative [Outcome]
  private long writeSome() throws IOException {
    Timeout timeout = hold.policy() == WhenFull.REJECT ? Timeout.NOW : SLICE;
    MessageBatch batch = plan.numbers() ? numbered : row.messages();
    try {
      if (origins != null) {
        Origin first = new Origin(identity, row.number());
        return messages
            ? origins.write(batch, first, timeout)
            : origins.write(row.bytes(), first, timeout);
      }
      return messages ? writer.write(batch, timeout) : writer.write(row.bytes(), timeout);
    } catch (DeviceException refused) {
      if (refused.kind() != Kind.TOO_LARGE || hold.policy() == WhenFull.BLOCK) {
        throw refused;
      }
      if (plan.numbers()) {
        numbered.skip(1);
      }
      drop(1);
      return 0;
    }
  }

  /// Puts a line before each message, if that was asked for.
  private void number() {
    numbered.clear();
    if (!plan.numbers()) {
      return;
    }
    MessageBatch plain = row.messages();
    long number = row.number();
    for (long at = plain.from(); at < plain.to(); number++) {
      long length = plain.memory().get(ValueLayout.JAVA_LONG, at);
      byte[] line = (identity + " " + number + "\n").getBytes(StandardCharsets.US_ASCII);
      MemorySegment whole = MemorySegment.ofArray(new byte[line.length + (int) length]);
      MemorySegment.copy(MemorySegment.ofArray(line), 0, whole, 0, line.length);
      MemorySegment.copy(plain.memory(), at + Long.BYTES, whole, line.length, length);
      numbered.add(whole, 0, whole.byteSize());
      at += Long.BYTES + (length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }
  }

  /// Until there may be more.
  private void await() throws IOException {
    CountDownLatch more = new CountDownLatch(1);
    var watch = reading.watchData(LOOK_NANOS, more::countDown);
    try {
      // What came before the watch is not told.
      if (hold.look(row) == Outcome.EMPTY) {
        var _ = more.await(LOOK_NANOS, TimeUnit.NANOSECONDS);
      }
    } catch (InterruptedException alerted) {
      Thread.currentThread().interrupt();
    } finally {
      watch.cancel();
    }
  }
}
