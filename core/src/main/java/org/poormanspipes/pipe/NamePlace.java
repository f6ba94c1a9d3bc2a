package org.poormanspipes.pipe;

import java.nio.charset.StandardCharsets;
import org.poormanspipes.PipeName;
import org.poormanspipes.linux.Words;
import org.poormanspipes.pool.BlockLayout;

/// Where a new pipe's block keeps its name, its key and its handle slots.
///
/// @param name the pipe's name
/// @param keyAt where the key lies, behind the name
/// @param slotsAt where the slots begin
/// @param slots how many there are: as many as fill the last page
record NamePlace(PipeName name, int keyAt, int slotsAt, int slots) {

  private static final int PAGE = 4096;

  static NamePlace of(PipeName name) {
    int keyAt = PipeLayout.NAMES + bytes(name.spelling()).length;
    int slotsAt = roundUp(keyAt + bytes(name.key()).length, PipeLayout.SLOT_ALIGNMENT);
    int least = slotsAt + PipeLayout.MIN_SLOTS * SlotLayout.SIZE + BlockLayout.TRAILER;
    int slots = (roundUp(least, PAGE) - slotsAt - BlockLayout.TRAILER) / SlotLayout.SIZE;
    return new NamePlace(name, keyAt, slotsAt, slots);
  }

  void write(Words memory) {
    byte[] spelling = bytes(name.spelling());
    byte[] key = bytes(name.key());
    memory.intOpaque(PipeLayout.NAME_AT, PipeLayout.NAMES);
    memory.intOpaque(PipeLayout.NAME_LENGTH, spelling.length);
    memory.intOpaque(PipeLayout.KEY_AT, keyAt);
    memory.intOpaque(PipeLayout.KEY_LENGTH, key.length);
    Texts.put(memory, PipeLayout.NAMES, spelling);
    Texts.put(memory, keyAt, key);
    memory.intOpaque(PipeLayout.SLOTS_AT, slotsAt);
    memory.intOpaque(PipeLayout.SLOT_COUNT, slots);
  }

  long blockSize() {
    return blockSize(slotsAt, slots);
  }

  static long blockSize(int slotsAt, int slots) {
    return (long) slotsAt + (long) slots * SlotLayout.SIZE + BlockLayout.TRAILER;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int roundUp(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }
}
