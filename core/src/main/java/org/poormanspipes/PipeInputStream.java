package org.poormanspipes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.poormanspipes.driver.Outcome;

/// A pipe as an input stream. Empty messages, which a stream can't show, are passed over.
final class PipeInputStream extends InputStream {

  private final PipeChannel channel;
  private final byte[] single = new byte[1];

  PipeInputStream(PipeChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int read;
    do {
      read = channel.read(ByteBuffer.wrap(target, offset, length));
    } while (read == 0);
    return read == Outcome.END ? -1 : read;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
