package org.poormanspipes.pipe;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.poormanspipes.ring.RingFields;

/// Shows the handle slots of a pipe.
final class SlotDump {

  /// More than this are counted only.
  private static final int MOST = 256;

  private final BlockCopy copy;
  private final DumpSheet sheet;

  private SlotDump(BlockCopy copy, DumpSheet sheet) {
    this.copy = copy;
    this.sheet = sheet;
  }

  /// All slots that are in the copy.
  ///
  /// @param end where the guard lies behind them
  static void dump(BlockCopy copy, DumpSheet sheet, long end) throws IOException {
    new SlotDump(copy, sheet).dump(end);
  }

  private void dump(long end) throws IOException {
    int count = copy.intAt(PipeLayout.SLOT_COUNT);
    int first = copy.intAt(PipeLayout.SLOTS_AT);
    boolean possible = first >= PipeLayout.NAMES && first % Long.BYTES == 0;
    long room = possible ? Math.max(0, (end - first) / SlotLayout.SIZE) : 0;
    sheet.part("slots");
    sheet.row(
        first,
        "slots",
        "",
        Integer.toString(count),
        "of " + SlotLayout.SIZE + " bytes",
        count < 0 || count > room ? "can't be: there is room for " + room : null);
    int shown = 0;
    int free = 0;
    int more = 0;
    for (int number = 0; number < Math.clamp(count, 0, room); number++) {
      long base = first + (long) number * SlotLayout.SIZE;
      if (copy.intAt(base + SlotLayout.STATE) == SlotLayout.FREE) {
        free++;
      } else if (shown++ < MOST) {
        slot(base, number);
      } else {
        more++;
      }
    }
    sheet.part("slots");
    sheet.note("free", Integer.toString(free), null);
    if (more > 0) {
      sheet.note("not shown", Integer.toString(more), null);
    }
  }

  private void slot(long base, int number) throws IOException {
    sheet.part("slot " + number, copy, base, SlotFields.ALL);
    life(copy, sheet, base, number);
    sheet.part("slot " + number + " cursor", copy, base + SlotLayout.CURSOR, RingFields.CURSOR);
    sheet.part(
        "slot " + number + " counters", copy, base + SlotLayout.COUNTERS, CountersFields.ALL);
    sheet.fields(copy, base + SlotLayout.RARE_COUNTERS, RareCountersFields.ALL);
  }

  /// Whether the owner of a slot that is taken lives.
  static void life(BlockCopy copy, DumpSheet sheet, long base, int number) throws IOException {
    boolean alive = SlotLocks.isAlive(copy.descriptor(), number);
    // Who leaves frees the slot first, and then gives back the lock.
    boolean left = !alive && stateNow(copy, base) != copy.intAt(base + SlotLayout.STATE);
    sheet.row(
        base,
        "lock",
        "",
        alive ? "held" : "free",
        alive ? "its owner lives" : left ? "its owner has left since" : "its owner is dead",
        alive || left ? null : "is not held: whoever comes next frees the slot");
  }

  private static int stateNow(BlockCopy copy, long base) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(JAVA_INT);
      copy.descriptor().read(state, base + SlotLayout.STATE);
      return state.get(JAVA_INT, 0);
    }
  }
}
