package org.poormanspipes.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// One reader of a load: checks what can be seen at once, and notes the rest in a [Received].
public final class LoadReader {
  private static final int LARGEST_MESSAGE = 1 << 16;

  /// No multiple of anything, so that reads begin and end anywhere in what was written.
  private static final int PIECE = 997;

  private LoadReader() {}

  /// Reads to the end of the stream.
  ///
  /// @throws IllegalStateException if something is torn, twice, or not in order
  public static Received read(PipeChannel pipe) throws IOException {
    return read(pipe, "broadcast".equals(pipe.stat().text("delivery")));
  }

  /// The same, where others read through the same handle.
  public static Received readShared(PipeChannel pipe) throws IOException {
    return read(pipe, false);
  }

  private static Received read(PipeChannel pipe, boolean gapless) throws IOException {
    Received received = new Received();
    ByteBuffer buffer = ByteBuffer.allocate(pipe.messages() ? LARGEST_MESSAGE : PIECE);
    while (true) {
      int read = pipe.read(buffer.clear(), Timeout.FOREVER);
      switch (read) {
        case Outcome.END -> {
          return received;
        }
        case Outcome.LOST -> received.lost(pipe.lost());
        default -> {
          if (read < 0) {
            throw new IllegalStateException("a read that waits said " + Outcome.describe(read));
          }
          if (pipe.messages()) {
            received.message(buffer.array(), read);
          } else {
            received.bytes(buffer.array(), read, gapless);
          }
        }
      }
    }
  }
}
