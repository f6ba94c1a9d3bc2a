package org.poormanspipes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// A pipe as an output stream.
final class PipeOutputStream extends OutputStream {

  private final PipeChannel channel;

  PipeOutputStream(PipeChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    int outcome = channel.write(ByteBuffer.wrap(source, offset, length), Timeout.FOREVER);
    int taken = Settlement.of(outcome, "write", channel);
    // A message pipe may refuse an empty message, of which taking none and taking all is the same.
    if (taken < length || outcome == Outcome.FULL) {
      throw new DeviceException(
          DeviceException.Kind.NO_SPACE,
          "the pipe '"
              + channel.name()
              + "' is full: it took "
              + taken
              + " of "
              + length
              + " bytes and does not wait for room");
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
