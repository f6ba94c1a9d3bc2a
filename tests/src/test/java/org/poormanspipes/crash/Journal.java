package org.poormanspipes.crash;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import org.poormanspipes.testing.NumberedMessage;

/// What a reader received, in order, in memory that outlives it: the units, each by its writer and
/// number, and the losses that it was told of.
final class Journal {
  private static final int ENTRIES = 1 << 20;
  private static final int PRODUCER_SHIFT = 32;
  private static final long LOSS = Long.MIN_VALUE;
  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;

  Journal(Path file) throws IOException {
    this.memory = Board.map(file, (1L + ENTRIES) * Long.BYTES);
  }

  void received(NumberedMessage unit) {
    append((long) unit.producer() << PRODUCER_SHIFT | unit.number());
  }

  void lost(long units) {
    append(LOSS | units);
  }

  /// The entry first: after a kill, what is counted is there.
  private void append(long entry) {
    long count = memory.get(ValueLayout.JAVA_LONG, 0);
    if (count == ENTRIES) {
      throw new IllegalStateException("the journal is full");
    }
    memory.setAtIndex(ValueLayout.JAVA_LONG, count + 1, entry);
    WORD.setRelease(memory, 0L, count + 1);
  }

  long[] entries() {
    int count = (int) (long) WORD.getAcquire(memory, 0L);
    return memory.asSlice(Long.BYTES, (long) count * Long.BYTES).toArray(ValueLayout.JAVA_LONG);
  }

  static boolean isLoss(long entry) {
    return (entry & LOSS) != 0;
  }

  static long units(long loss) {
    return loss & ~LOSS;
  }

  static int producer(long entry) {
    return (int) (entry >>> PRODUCER_SHIFT);
  }

  static int number(long entry) {
    return (int) entry;
  }

  static String show(long entry) {
    return isLoss(entry) ? "a loss of " + units(entry) : producer(entry) + ":" + number(entry);
  }
}
