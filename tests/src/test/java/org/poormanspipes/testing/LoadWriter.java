package org.poormanspipes.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.time.Timeout;

/// One writer of a load that can be accounted for: a message pipe gets [NumberedMessage]s, a stream
/// gets bytes that each say who wrote it (two bits) and which it is (six bits, counted round).
public final class LoadWriter {
  /// How many writers a load may have.
  public static final int WRITERS = 4;

  /// How far the bytes of one writer are counted before they begin anew.
  static final int ROUND = 64;

  /// Between two attempts at a pipe that does not wait.
  private static final long PAUSE_NANOS = 20_000;

  private final PipeChannel pipe;
  private final int writer;
  private final int longest;
  private final Random lengths;

  /// A writer.
  ///
  /// @param longest the longest message, or piece of a stream
  public LoadWriter(PipeChannel pipe, int writer, int longest) {
    this.pipe = pipe;
    this.writer = writer;
    this.longest = longest;
    this.lengths = new Random(writer);
  }

  /// Writes until it has written `count` messages or bytes, or is told to stop; returns how many.
  public long write(long count, AtomicBoolean stop) throws IOException {
    long written = 0;
    while (written < count && !stop.get()) {
      if (pipe.messages()) {
        int length = lengths.nextInt(NumberedMessage.MIN_LENGTH, longest + 1);
        write(ByteBuffer.wrap(new NumberedMessage(writer, (int) written).bytes(length)));
        written++;
      } else {
        int length = (int) Math.min(lengths.nextInt(1, longest + 1), count - written);
        write(piece(written, length));
        written += length;
      }
    }
    return written;
  }

  private ByteBuffer piece(long first, int length) {
    byte[] bytes = new byte[length];
    for (int at = 0; at < length; at++) {
      bytes[at] = (byte) ((long) writer * ROUND + (first + at) % ROUND);
    }
    return ByteBuffer.wrap(bytes);
  }

  /// All of it, also into a pipe that never waits: again after FULL, or a part, or BUSY.
  private void write(ByteBuffer source) throws IOException {
    int taken = pipe.write(source, Timeout.FOREVER);
    while (taken < 0 || source.hasRemaining()) {
      LockSupport.parkNanos(PAUSE_NANOS);
      taken = pipe.write(source, Timeout.FOREVER);
    }
  }
}
