package org.poormanspipes;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.time.Timeout;

/// An asynchronous read of one whole message, however large, or of what is there of a stream.
final class AsyncMessageRead extends AsyncOperation<AsyncMessageRead.Piece> {
  /// Large enough for most messages; of a larger one the rest follows.
  private static final int FIRST = 4 << 10;

  /// What is there of a stream may come in larger pieces.
  private static final int STREAM = 64 << 10;

  /// What came.
  ///
  /// @param content a message, or a piece of a stream
  /// @param end whether this is the end instead
  record Piece(ByteBuffer content, boolean end) {}

  private final PipeChannel channel;
  private final FastPath path;
  private ByteBuffer buffer;

  AsyncMessageRead(PipeChannel channel, FastPath path) {
    super(Timeout.FOREVER);
    this.channel = channel;
    this.path = path;
    this.buffer = ByteBuffer.allocate(path.messages() ? FIRST : STREAM);
  }

  @Override
  @Nullable Piece attempt(boolean over) throws IOException {
    int read;
    do {
      read = channel.read(buffer, Timeout.NOW);
    } while (read == Outcome.LOST);
    if (read < 0) {
      return read == Outcome.END ? new Piece(buffer, true) : null;
    }
    long rest = channel.remainder();
    if (rest > 0) {
      buffer = ByteBuffer.allocate(Math.addExact(read, Math.toIntExact(rest))).put(buffer.flip());
      channel.read(buffer, Timeout.NOW);
    }
    return new Piece(ByteBuffer.wrap(buffer.array(), 0, buffer.position()), false);
  }

  @Override
  Watch watch(long nanos, Runnable look) throws IOException {
    return path.watchData(nanos, look);
  }
}
