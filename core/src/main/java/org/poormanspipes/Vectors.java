package org.poormanspipes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.poormanspipes.time.Timeout;

/// Scattering and gathering: several buffers as one piece.
final class Vectors {

  private Vectors() {}

  static long read(PipeChannel channel, ByteBuffer[] targets, int offset, int length)
      throws IOException {
    Objects.checkFromIndexSize(offset, length, targets.length);
    int room = 0;
    long total = 0;
    for (int at = offset; at < offset + length; at++) {
      ByteBuffer target = targets[at];
      boolean first = room == 0;
      room += target.remaining();
      if (first && target.hasRemaining()) {
        total = channel.read(target);
        if (total <= 0) {
          return total;
        }
      } else if (!first && goesOn(channel, total, room - target.remaining())) {
        total += Math.max(0, channel.read(target, Timeout.NOW));
      }
    }
    return total;
  }

  /// The next buffer belongs to the same piece: a message with a remainder, or a stream that filled
  /// every buffer so far.
  private static boolean goesOn(PipeChannel channel, long total, int roomBefore) {
    return channel.messages() ? channel.remainder() > 0 : total == roomBefore;
  }

  static long write(PipeChannel channel, ByteBuffer[] sources, int offset, int length)
      throws IOException {
    Objects.checkFromIndexSize(offset, length, sources.length);
    long size = 0;
    for (int at = offset; at < offset + length; at++) {
      size += sources[at].remaining();
    }
    ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(size));
    for (int at = offset; at < offset + length; at++) {
      whole.put(sources[at].duplicate());
    }
    long taken = channel.write(whole.flip());
    advance(sources, offset, length, taken);
    return taken;
  }

  private static void advance(ByteBuffer[] sources, int offset, int length, long taken) {
    long left = taken;
    for (int at = offset; at < offset + length; at++) {
      int step = (int) Math.min(left, sources[at].remaining());
      sources[at].position(sources[at].position() + step);
      left -= step;
    }
  }
}
