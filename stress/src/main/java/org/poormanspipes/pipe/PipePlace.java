package org.poormanspipes.pipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.poormanspipes.HandleOptions;
import org.poormanspipes.StartAt;
import org.poormanspipes.driver.Access;
import org.poormanspipes.linux.Words;
import org.poormanspipes.pool.NamedFile;
import org.poormanspipes.stress.Lots;

/// The memory of a pipe's block with two handle slots, each of which had an owner before.
final class PipePlace {

  static final int SLOTS = 2;
  static final int OLD = 77;

  private static final Lots LOTS = new Lots(NamePlace.blockSize(PipeLayout.NAMES, SLOTS));
  private static final SlotLocks LOCKS = locks();

  private final Words memory = Words.of(LOTS.take());

  PipePlace() {
    memory.intOpaque(PipeLayout.SLOTS_AT, PipeLayout.NAMES);
    control().slotCountRelease(SLOTS);
    for (int number = 0; number < SLOTS; number++) {
      slot(number).fill(handle(Access.READ), OLD, OLD, OLD, "old");
    }
  }

  /// Of a file in which nobody ever holds a lock: nothing here asks who is alive.
  private static SlotLocks locks() {
    try {
      Path file = Files.createTempFile("stress", ".pipe");
      SlotLocks locks = new SlotLocks(new NamedFile(file));
      Files.delete(file);
      return locks;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static HandleOptions handle(Access access) {
    return new HandleOptions(access, StartAt.NEWEST, false);
  }

  Words memory() {
    return memory;
  }

  void giveBack() {
    LOTS.giveBack(memory.segment());
  }

  PipeControl control() {
    return new PipeControl(memory);
  }

  Slot slot(int number) {
    return new Slot(number, memory, PipeLayout.NAMES + (long) number * SlotLayout.SIZE);
  }

  /// A live slot of a writer.
  Slot writer(int number) {
    Slot slot = slot(number);
    slot.fill(handle(Access.WRITE), number, number, number, "writer");
    slot.liveRelease();
    return slot;
  }

  SlotTable slots() {
    return new SlotTable(memory, LOCKS, PipeLayout.NAMES);
  }
}
