package org.poormanspipes.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.time.Timeout;

/// The survivor whose next operation after a death is measured: it writes one unit and never waits
/// for room, so whatever it waits for is the dead one's.
final class OwnWriter {
  /// Its number as a writer.
  static final int PRODUCER = 1;

  private final PipeChannel pipe;
  private final int length;
  private int acked;

  OwnWriter(PipeChannel pipe, int length) {
    this.pipe = pipe;
    this.length = length;
  }

  /// @return whether there was room
  boolean write() throws IOException {
    byte[] unit = new NumberedMessage(PRODUCER, acked).bytes(length);
    boolean written = pipe.write(ByteBuffer.wrap(unit), Timeout.NOW) >= 0;
    if (written) {
      acked++;
    }
    return written;
  }

  Evidence.Writer word() {
    return new Evidence.Writer(acked, 0);
  }
}
