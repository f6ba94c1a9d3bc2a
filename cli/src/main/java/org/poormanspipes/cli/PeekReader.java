package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Prints what one read would give, and takes nothing.
final class PeekReader implements Reader {

  private static final int LEAST = 1 << 16;
  private static final int MOST = Integer.MAX_VALUE - 8;
  private static final byte NEWLINE = '\n';

  private final Source source;
  private final ReadRequest request;
  private final Stdio io;
  private long got;

  PeekReader(Source source, ReadRequest request, Stdio io) {
    this.source = source;
    this.request = request;
    this.io = io;
  }

  /// A larger message than was expected shows as a full buffer: then it looks again with a larger
  /// one.
  @Override
  public int run() throws IOException {
    int size = LEAST;
    while (true) {
      ByteBuffer seen = ByteBuffer.allocate(size);
      int outcome = source.peek(seen);
      if (outcome < 0) {
        return outcome;
      }
      if (outcome < size || !source.messages() || size == MOST) {
        print(seen.flip(), outcome);
        return 0;
      }
      size = (int) Math.min(MOST, size * 2L);
    }
  }

  private void print(ByteBuffer seen, int length) throws OutputException {
    boolean messages = source.messages();
    got = messages ? 1 : Math.min(length, request.count());
    boolean ended = length > 0 && seen.get(length - 1) == NEWLINE;
    if (!messages) {
      seen.limit((int) got);
    }
    io.write(seen);
    if (messages && !ended && !request.raw()) {
      io.print("\n");
    }
  }

  @Override
  public long got() {
    return got;
  }
}
