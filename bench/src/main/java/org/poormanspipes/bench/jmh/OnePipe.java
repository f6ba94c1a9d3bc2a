package org.poormanspipes.bench.jmh;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.poormanspipes.Delivery;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.bench.Directories;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.SliceHandler;
import org.poormanspipes.time.Timeout;

/// A pipe with a writing and a reading handle in this process, and what moves bursts through it;
/// each of these returns how many calls of the library it made.
final class OnePipe implements AutoCloseable {
  /// Operations in one burst: it fits the pipe, and the clock that is read around it counts for
  /// nothing.
  static final int BURST = 1024;

  /// Bytes that one operation moves.
  static final int LENGTH = 32;

  /// Messages in one batch, or for one poll.
  static final int BATCH = 64;

  private static final int CAPACITY = 1 << 20;
  private static final long LINE = 64;

  private final Path root;
  private final Device device;
  private final PipeChannel writer;
  private final PipeChannel reader;
  private final MemorySegment message = Arena.global().allocate(LENGTH, LINE);
  private final MemorySegment target = Arena.global().allocate(LENGTH, LINE);
  private final ByteBuffer source = ByteBuffer.allocateDirect(LENGTH);
  private final ByteBuffer sink = ByteBuffer.allocateDirect(LENGTH);
  private final MessageBatch batch = new MessageBatch();
  private long polled;
  private final SliceHandler counting = (_, _, length) -> polled += length;

  /// @param exclusive whether the writer is the only one
  OnePipe(PipeType type, Delivery delivery, WhenFull whenFull, boolean exclusive)
      throws IOException {
    Path memory = Path.of("/dev/shm");
    this.root =
        Files.isWritable(memory)
            ? Files.createTempDirectory(memory, "pmp-jmh-")
            : Files.createTempDirectory("pmp-jmh-");
    this.device = Device.open(DeviceOptions.builder().root(root).device("jmh").build());
    PipeOptions.Builder options =
        PipeOptions.builder().type(type).delivery(delivery).whenFull(whenFull).capacity(CAPACITY);
    this.reader = device.open("pipe", Access.READ, options.build());
    this.writer = device.open("pipe", Access.WRITE, options.exclusiveWriter(exclusive).build());
  }

  PipeChannel writer() {
    return writer;
  }

  MemorySegment message() {
    return message;
  }

  int write() throws IOException {
    for (int i = 0; i < BURST; i++) {
      require(writer.write(message, Timeout.NOW), LENGTH);
    }
    return BURST;
  }

  int writeBuffer() throws IOException {
    for (int i = 0; i < BURST; i++) {
      require(writer.write(source.clear(), Timeout.NOW), LENGTH);
    }
    return BURST;
  }

  /// The adding is part of it.
  int writeBatches() throws IOException {
    for (int written = 0; written < BURST; written += BATCH) {
      for (int i = 0; i < BATCH; i++) {
        batch.add(message, 0, LENGTH);
      }
      require(writer.write(batch, Timeout.NOW), BATCH);
    }
    return BURST / BATCH;
  }

  int read() throws IOException {
    for (int i = 0; i < BURST; i++) {
      require(reader.read(target, Timeout.NOW), LENGTH);
    }
    return BURST;
  }

  int readBuffer() throws IOException {
    for (int i = 0; i < BURST; i++) {
      require(reader.read(sink.clear(), Timeout.NOW), LENGTH);
    }
    return BURST;
  }

  int poll() throws IOException {
    int calls = 0;
    polled = 0;
    while (polled < (long) BURST * LENGTH) {
      long slices = reader.poll(counting, BATCH);
      if (slices <= 0) {
        throw new IOException("polled " + Outcome.describe(slices) + " after bytes=" + polled);
      }
      calls++;
    }
    return calls;
  }

  int peek() throws IOException {
    for (int i = 0; i < BURST; i++) {
      require(reader.peek(sink.clear()), LENGTH);
    }
    return BURST;
  }

  private static void require(long result, long expected) throws IOException {
    if (result != expected) {
      throw new IOException("result=" + Outcome.describe(result) + ", expected=" + expected);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
    reader.close();
    device.close();
    Directories.delete(root);
  }
}
