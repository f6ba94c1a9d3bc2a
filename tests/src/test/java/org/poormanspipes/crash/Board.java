package org.poormanspipes.crash;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What workers tell of themselves, in memory that outlives them: a store that was made before a
/// kill is seen after it. An ordinary mapped file, so that nothing of what is tested is needed to
/// test it.
final class Board {
  /// How far a worker is.
  enum State {
    IDLE(0),
    OPENING(1),
    WORKING(2),
    DONE(3),
    FAILED(4);

    private final long code;

    State(long code) {
      this.code = code;
    }

    private static State of(long code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      throw new IllegalStateException("state=" + code);
    }
  }

  private static final int CELLS = 1 << 14;
  private static final int CELL = 64;
  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment memory;

  Board(Path file) throws IOException {
    this.memory = map(file, (long) CELLS * CELL);
  }

  /// Maps a file, and makes it that long; what is not touched takes no memory.
  static MemorySegment map(Path file, long size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(MapMode.READ_WRITE, 0, size, Arena.ofAuto());
    }
  }

  Cell cell(int number) {
    return new Cell(memory, (long) Math.floorMod(number, CELLS) * CELL);
  }

  /// The words of one worker. Each is written by one side only.
  record Cell(MemorySegment memory, long at) {
    private static final int STATE = 0;
    private static final int ACKED = 8;
    private static final int INTENT = 16;
    private static final int STOP = 24;
    private static final int LOOKS = 32;
    private static final int UNLIMITED = 40;

    private long get(int word) {
      return (long) WORD.getAcquire(memory, at + word);
    }

    private void set(int word, long value) {
      WORD.setRelease(memory, at + word, value);
    }

    /// As new.
    void clear() {
      for (int word = STATE; word <= UNLIMITED; word += Long.BYTES) {
        set(word, 0);
      }
    }

    State state() {
      return State.of(get(STATE));
    }

    void state(State state) {
      set(STATE, state.code);
    }

    /// A writer: how many units its writes have returned for.
    long acked() {
      return get(ACKED);
    }

    void acked(long units) {
      set(ACKED, units);
    }

    /// How many units the call that is under way may move at most.
    long intent() {
      return get(INTENT);
    }

    void intent(long units) {
      set(INTENT, units);
    }

    boolean stopped() {
      return get(STOP) != 0;
    }

    void stop() {
      set(STOP, 1);
    }

    /// A writer: whether its limit counts no more.
    boolean unlimited() {
      return get(UNLIMITED) != 0;
    }

    void lift() {
      set(UNLIMITED, 1);
    }

    /// A reader: how often it found nothing.
    long looks() {
      return get(LOOKS);
    }

    void looked() {
      set(LOOKS, get(LOOKS) + 1);
    }
  }
}
