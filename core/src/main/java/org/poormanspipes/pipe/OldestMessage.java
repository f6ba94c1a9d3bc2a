package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.ring.FrameHeader;
import org.poormanspipes.ring.FrameLayout;
import org.poormanspipes.ring.RingGeometry;
import org.poormanspipes.ring.RingLayout;

/// Finds the number of the oldest message that a ring holds, which is how many there were before
/// it, by reading its header from outside.
final class OldestMessage {

  /// It can't be told.
  static final long UNKNOWN = -1;

  private static final int SEQUENCE = PipeLayout.RING + RingLayout.SEQUENCE;
  private static final int GENERATION = PipeLayout.RING + RingLayout.GENERATION;

  /// Writers that drop the oldest all the time can overtake so many looks.
  private static final int LOOKS = 20;

  private OldestMessage() {}

  /// The number of the message, or of the next one if there is none.
  static long number(PipeFiles files, BlockId id) throws IOException {
    try (BlockCopy pipe = BlockCopy.take(files.pipe(id), 0);
        BlockCopy ring =
            BlockCopy.take(files.ring(id, pipe.longNow(GENERATION)), RingPlace.BYTES)) {
      long physical = RingGeometry.physicalSize(ring.longAt(RingPlace.CAPACITY));
      long number = UNKNOWN;
      for (int looks = 0; looks < LOOKS && number == UNKNOWN && physical > 0; looks++) {
        number = look(pipe, ring, physical);
      }
      return number;
    } catch (SystemCallException failed) {
      if (failed.errno() == Errno.ENOENT) {
        return UNKNOWN;
      }
      throw failed;
    }
  }

  private static long look(BlockCopy pipe, BlockCopy ring, long physical) throws IOException {
    long oldest = PipeDump.oldest(pipe);
    long place = RingPlace.BYTES + Long.remainderUnsigned(oldest, physical);
    FrameHeader header = FrameHeader.of(ring.longNow(place & -FrameLayout.ALIGNMENT));
    // A header has but the low half of its number; the next message's is not far from it.
    long next = pipe.longNow(SEQUENCE);
    long number = next - ((int) next - (int) header.sequence());
    return oldest == PipeDump.oldest(pipe) ? number : UNKNOWN;
  }
}
