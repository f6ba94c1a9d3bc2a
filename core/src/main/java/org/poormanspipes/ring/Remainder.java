package org.poormanspipes.ring;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The rest of a message that was larger than the buffer of the read that took it. Not for several
/// threads at once.
public final class Remainder {

  /// Kept for the next large message, unless it is larger than this.
  private static final long KEEP = 64 << 10;

  private MemorySegment memory = MemorySegment.NULL;
  private long next;
  private long end;

  /// No message in part.
  public Remainder() {}

  /// How many bytes are left.
  ///
  /// @return 0 when there is no message in part
  public long size() {
    return end - next;
  }

  /// Moves bytes to the caller.
  ///
  /// @param target where to
  /// @param offset where in `target` to begin
  /// @param length how many bytes at most
  /// @return how many
  public long drain(MemorySegment target, long offset, long length) {
    long count = peek(target, offset, length);
    next += count;
    if (next == end && memory.byteSize() > KEEP) {
      memory = MemorySegment.NULL;
      next = 0;
      end = 0;
    }
    return count;
  }

  /// Copies bytes to the caller, and keeps them.
  ///
  /// @param target where to
  /// @param offset where in `target` to begin
  /// @param length how many bytes at most
  /// @return how many
  public long peek(MemorySegment target, long offset, long length) {
    long count = Math.min(length, size());
    MemorySegment.copy(memory, next, target, offset, count);
    return count;
  }

  /// Memory for a whole message; its content counts only after [#hold].
  MemorySegment reserve(long size) {
    if (memory.byteSize() < size) {
      memory = Arena.ofAuto().allocate(size, FrameLayout.ALIGNMENT);
    }
    next = 0;
    end = 0;
    return memory;
  }

  void hold(long size) {
    end = size;
  }
}
