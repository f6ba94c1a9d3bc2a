package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.poormanspipes.fuse.wire.Channel;
import org.poormanspipes.fuzz.Finding;
import org.poormanspipes.linux.Descriptor;

/// Stands where the kernel would, and looks at the answers.
final class Replies implements AutoCloseable {
  /// A `struct fuse_out_header`.
  private static final int HEADER = 16;

  private static final int ERROR = 4;
  private static final int UNIQUE = 8;

  private static final int LOOKS = 5_000;

  /// The kernel refuses errors from here on.
  private static final int MOST_ERROR = 511;

  private static final int MOST = 1 << 22;

  private final Channel channel;
  private final FileChannel written;
  private final ByteBuffer buffer = ByteBuffer.allocate(MOST).order(ByteOrder.nativeOrder());

  Replies(Path file) throws IOException {
    Descriptor descriptor =
        Descriptor.open(
            file,
            EnumSet.of(Descriptor.Flag.WRITE_ONLY, Descriptor.Flag.CREATE, Descriptor.Flag.APPEND),
            0600);
    this.channel = new Channel(descriptor);
    this.written = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  Channel channel() {
    return channel;
  }

  /// Looks at what was answered since the last time, and waits for what is on its way: a request
  /// whose wait was over when all ended is answered by the driver's own thread.
  ///
  /// @param asked what must be answered
  /// @param optional what may be
  void check(Set<Long> asked, Set<Long> optional) throws IOException, InterruptedException {
    Set<Long> answered = new HashSet<>();
    long from = 0;
    for (int look = 0; look == 0 || !answered.containsAll(asked); look++) {
      if (look == LOOKS) {
        asked.removeAll(answered);
        throw new Finding("never answered: " + asked);
      }
      if (look > 0) {
        Thread.sleep(1);
      }
      from += read(from, answered);
    }
    answered.removeAll(asked);
    if (!optional.containsAll(answered)) {
      throw new Finding("answered, though nobody waits: " + answered);
    }
    written.truncate(0);
  }

  /// How many bytes of whole answers there are.
  private int read(long from, Set<Long> answered) throws IOException {
    buffer.clear();
    while (written.read(buffer, from + buffer.position()) > 0) {}
    buffer.flip();
    while (buffer.hasRemaining()) {
      int at = buffer.position();
      if (buffer.remaining() < HEADER) {
        throw new Finding("half an answer");
      }
      int length = buffer.getInt(at);
      int error = buffer.getInt(at + ERROR);
      long unique = buffer.getLong(at + UNIQUE);
      if (length < HEADER || length > buffer.remaining()) {
        throw new Finding("an answer of " + length + " bytes, of " + buffer.remaining());
      }
      buffer.position(at + length);
      if (unique == 0) {
        // Nobody's: who polls is told to look again.
        continue;
      }
      if (error > 0 || error < -MOST_ERROR || (error != 0 && length != HEADER)) {
        throw new Finding("an answer of " + length + " bytes with error " + error);
      }
      if (!answered.add(unique)) {
        throw new Finding("two answers to " + unique);
      }
    }
    return buffer.position();
  }

  @Override
  public void close() throws IOException {
    written.close();
    channel.close();
  }
}
