package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Prints a stream of bytes, piece by piece as it comes.
final class ByteReader implements Reader {

  private static final int CHUNK = 1 << 16;

  private final Source source;
  private final ReadRequest request;
  private final Stdio io;
  private long got;

  ByteReader(Source source, ReadRequest request, Stdio io) {
    this.source = source;
    this.request = request;
    this.io = io;
  }

  @Override
  public int run() throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    while (got < request.count()) {
      chunk.clear().limit((int) Math.min(CHUNK, request.count() - got));
      int count = source.read(chunk);
      if (count < 0) {
        return count;
      }
      got += count;
      io.write(chunk.flip());
      if (request.extent() == ReadRequest.Extent.ONCE) {
        break;
      }
    }
    return 0;
  }

  @Override
  public long got() {
    return got;
  }
}
