package org.poormanspipes.ring;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What a reader has taken and not yet handed out: the rest of a message that was larger than the
/// buffer of the read that took it, and messages that were taken at once with others. Not for
/// several threads at once.
///
/// ```
///   memory   [ handed out ][ rest of a message ][ frame ][ frame ]
///                          next                 end              framesEnd
/// ```
public final class Remainder {

  /// Kept for the next large message, unless it is larger than this.
  private static final long KEEP = 256 << 10;

  private MemorySegment memory = MemorySegment.NULL;
  private long next;
  private long end;
  private long framesEnd;

  /// Whether a message was begun: `next` is in it, behind its header.
  private boolean begun;

  /// Some of that message was handed out, and not all.
  private boolean parted;

  /// How many bytes of messages were taken last.
  private long payload;

  /// Nothing taken.
  public Remainder() {}

  /// How many bytes are left of a message that was handed out in part.
  ///
  /// @return 0 when there is no message in part
  public long size() {
    return parted ? end - next : 0;
  }

  /// Whether there is anything to hand out.
  ///
  /// @return true if everything that was taken was handed out
  public boolean isEmpty() {
    return !begun && next == framesEnd;
  }

  /// Goes on to the next message, or to what is left of the one before.
  ///
  /// @return how many bytes of it [#memory()] holds at [#offset()]; 0 also if there is none
  public long advance() {
    if (isEmpty()) {
      return 0;
    }
    if (!begun) {
      long length = FrameImage.length(memory, next);
      next += FrameLayout.HEADER;
      end = next + length;
      begun = true;
    }
    return end - next;
  }

  /// What is handed out.
  ///
  /// @return the memory
  public MemorySegment memory() {
    return memory;
  }

  /// Where in the memory the message begins, or what is left of it.
  ///
  /// @return an offset
  public long offset() {
    return next;
  }

  /// Notes that bytes were handed out.
  ///
  /// @param count how many
  public void pass(long count) {
    next += count;
    parted = next < end;
    if (parted) {
      return;
    }
    begun = false;
    next = Math.min(FrameLayout.roundUp(end), framesEnd);
    if (isEmpty() && memory.byteSize() > KEEP) {
      clear();
      memory = MemorySegment.NULL;
    }
  }

  /// Moves bytes of one message to the caller.
  ///
  /// @param target where to
  /// @param offset where in `target` to begin
  /// @param length how many bytes at most
  /// @return how many
  public long drain(MemorySegment target, long offset, long length) {
    long count = peek(target, offset, length);
    pass(count);
    return count;
  }

  /// Copies bytes of one message to the caller, and keeps them.
  ///
  /// @param target where to
  /// @param offset where in `target` to begin
  /// @param length how many bytes at most
  /// @return how many
  public long peek(MemorySegment target, long offset, long length) {
    long count = Math.min(length, advance());
    MemorySegment.copy(memory, next, target, offset, count);
    return count;
  }

  /// Memory for what is about to be taken, or looked at in one piece; its content counts only after
  /// [#hold] or [#holdFrames].
  ///
  /// @param size how many bytes
  /// @return at least so many
  public MemorySegment reserve(long size) {
    if (memory.byteSize() < size) {
      memory = Arena.ofAuto().allocate(size, FrameLayout.ALIGNMENT);
    }
    clear();
    return memory;
  }

  private void clear() {
    next = 0;
    end = 0;
    framesEnd = 0;
    begun = false;
    parted = false;
  }

  /// How many bytes, without headers, were taken last.
  ///
  /// @return bytes
  public long payload() {
    return payload;
  }

  /// One message, without a header, or a piece of a stream.
  void hold(long size) {
    end = size;
    framesEnd = size;
    payload = size;
    begun = true;
  }

  /// Frames, one behind the other.
  void holdFrames(long size, long payloads) {
    framesEnd = size;
    payload = payloads;
  }
}
