package org.poormanspipes.nats;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Origin;

/// What a handle has taken and not yet handed out. Inside the handle's reading lock, but for
/// [#remainder()].
final class Held {

  private final ArrayDeque<Walk.Piece> pieces = new ArrayDeque<>();
  private final boolean messages;
  private int passed;
  private volatile long remainder;
  private volatile @Nullable Origin origin;

  Held(boolean messages) {
    this.messages = messages;
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  void add(Collection<Walk.Piece> more) {
    pieces.addAll(more);
  }

  /// How many bytes are left of a message that was handed out in part.
  long remainder() {
    return remainder;
  }

  /// Where the message, or the first byte, is from that was handed out last; any thread may ask.
  @Nullable Origin origin() {
    return origin;
  }

  private void note(Walk.Piece piece) {
    origin = piece.frame().originAt(piece.from() + passed, messages);
  }

  /// Moves a message, or what there is of a stream, to the caller.
  long drain(MemorySegment target, long offset, long length) {
    long moved = 0;
    if (!pieces.isEmpty()) {
      note(pieces.getFirst());
    }
    while (!pieces.isEmpty() && moved < length) {
      int count = copyFirst(target, offset + moved, length - moved);
      pass(count);
      moved += count;
      if (messages) {
        return moved;
      }
    }
    return moved;
  }

  /// Copies the same, and keeps it.
  long peek(MemorySegment target, long offset, long length) {
    if (messages || pieces.size() == 1) {
      return copyFirst(target, offset, length);
    }
    long seen = 0;
    int skip = passed;
    for (Walk.Piece piece : pieces) {
      int count = (int) Math.min(piece.length() - skip, length - seen);
      piece.frame().copyTo(piece.from() + skip, target, offset + seen, count);
      seen += count;
      skip = 0;
    }
    return seen;
  }

  private int copyFirst(MemorySegment target, long offset, long length) {
    Walk.Piece piece = pieces.getFirst();
    int count = (int) Math.min(piece.length() - passed, length);
    piece.frame().copyTo(piece.from() + passed, target, offset, count);
    return count;
  }

  private void pass(int count) {
    passed += count;
    int left = pieces.getFirst().length() - passed;
    if (left == 0) {
      pieces.removeFirst();
      passed = 0;
    }
    remainder = messages ? left : 0;
  }

  /// The next piece, or what is left of it, taken out; null if there is none.
  Walk.@Nullable Piece poll() {
    Walk.Piece piece = pieces.poll();
    if (piece == null) {
      return null;
    }
    note(piece);
    int skip = passed;
    passed = 0;
    remainder = 0;
    return new Walk.Piece(piece.frame(), piece.from() + skip, piece.length() - skip);
  }
}
