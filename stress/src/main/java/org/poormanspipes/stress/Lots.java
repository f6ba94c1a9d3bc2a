package org.poormanspipes.stress;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/// Native memory for the states of a test, all pieces of one size. Native, because that is what the
/// library works on: the compiler treats an array of Java's differently, so on one it would be
/// other code that is tested. Pooled, because each piece is for one round, and an arena for each
/// would take longer than the round.
///
/// A piece must be given back by the test's arbiter, which runs when both actors are done with it.
/// One that is not is merely lost, so nobody ever gets a piece that somebody still uses.
public final class Lots {

  /// Processors fetch lines in pairs of 64 bytes.
  private static final long ALIGNMENT = 128;

  private static final int AT_ONCE = 256;

  private final long size;
  private final ArrayDeque<MemorySegment> free = new ArrayDeque<>();

  /// Pieces of a size.
  ///
  /// @param size bytes, at least
  public Lots(long size) {
    this.size = (size + ALIGNMENT - 1) & -ALIGNMENT;
  }

  /// A piece of zeros.
  ///
  /// @return the piece, until it is given back
  public MemorySegment take() {
    MemorySegment piece = any();
    piece.fill((byte) 0);
    return piece;
  }

  private synchronized MemorySegment any() {
    if (free.isEmpty()) {
      MemorySegment memory = Arena.global().allocate(size * AT_ONCE, ALIGNMENT);
      for (int piece = 0; piece < AT_ONCE; piece++) {
        free.push(memory.asSlice(piece * size, size));
      }
    }
    return free.pop();
  }

  /// Nobody uses a piece any more.
  ///
  /// @param piece from [#take]
  public synchronized void giveBack(MemorySegment piece) {
    free.push(piece);
  }
}
