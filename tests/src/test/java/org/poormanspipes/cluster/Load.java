package org.poormanspipes.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.time.Timeout;

/// A writer that counts what was acknowledged, and a reader that accepts nothing but the next
/// number; each has a connection of its own.
final class Load implements AutoCloseable {
  private static final int WRITES = 0;
  private static final int READS = 1;
  private static final int LENGTH = 200;
  private static final int END = -1;

  private final Device writing;
  private final Device reading;
  private final PipeChannel target;
  private final PipeChannel source;
  private final Background<Void> writer;
  private final Background<Void> reader;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicLong written = new AtomicLong();
  private final AtomicLong read = new AtomicLong();

  /// The longest time from one write, or read, to the next since it was last asked for.
  private final AtomicLongArray pauses = new AtomicLongArray(2);

  Load(String address) throws IOException {
    PipeOptions options =
        PipeOptions.builder()
            .type(PipeType.MESSAGE)
            .whenFull(WhenFull.BLOCK)
            .capacity(64 << 10)
            .build();
    writing = Device.open(address);
    reading = Device.open(address);
    target = writing.open("LOAD", Access.WRITE, options);
    source = reading.open("LOAD", Access.READ);
    writer = Eventually.background(this::write);
    reader = Eventually.background(this::read);
  }

  private Void write() throws IOException {
    long before = System.nanoTime();
    while (!stop.get()) {
      write((int) written.get());
      written.incrementAndGet();
      before = note(WRITES, before);
    }
    write(END);
    return null;
  }

  private void write(int number) throws IOException {
    byte[] message = new NumberedMessage(0, number).bytes(LENGTH);
    int taken = target.write(ByteBuffer.wrap(message), Timeout.FOREVER);
    assertThat(taken).isEqualTo(LENGTH);
  }

  private Void read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LENGTH);
    long before = System.nanoTime();
    while (true) {
      int length = source.read(buffer.clear(), Timeout.FOREVER);
      assertThat(length).as("what a read said").isEqualTo(LENGTH);
      int number = NumberedMessage.parse(buffer.array(), 0, length).number();
      if (number == END) {
        return null;
      }
      assertThat((long) number).as("the number that is next").isEqualTo(read.get());
      read.incrementAndGet();
      before = note(READS, before);
    }
  }

  private long note(int which, long before) {
    long now = System.nanoTime();
    pauses.accumulateAndGet(which, now - before, Math::max);
    return now;
  }

  /// Waits until so much more was written and read.
  void awaitMore(long count) throws Exception {
    long writes = written.get() + count;
    long reads = read.get() + count;
    try {
      Eventually.holds(
          "both go on", () -> isOver() || (written.get() >= writes && read.get() >= reads));
    } catch (AssertionError stuck) {
      throw new AssertionError(
          "written="
              + written
              + " read="
              + read
              + " of "
              + writes
              + " and "
              + reads
              + "\nwriter at "
              + List.of(writer.thread().getStackTrace())
              + "\nreader at "
              + List.of(reader.thread().getStackTrace()),
          stuck);
    }
    if (isOver()) {
      end();
    }
  }

  private boolean isOver() {
    return writer.done() || reader.done();
  }

  /// The longest pauses since the last call.
  String pauses() {
    long writes = pauses.getAndSet(WRITES, 0);
    long reads = pauses.getAndSet(READS, 0);
    return "writes " + writes / 1_000_000 + " ms, reads " + reads / 1_000_000 + " ms";
  }

  /// Ends both, and compares.
  ///
  /// @return how many messages there were
  long end() throws Exception {
    stop.set(true);
    if (reader.done()) {
      // It failed: the writer would wait for room.
      reader.result();
    }
    writer.result();
    reader.result();
    assertThat(read.get()).as("read of what was acknowledged").isEqualTo(written.get());
    return written.get();
  }

  @Override
  public void close() throws IOException {
    stop.set(true);
    try (writing;
        reading;
        target) {
      source.close();
    }
  }
}
