package org.poormanspipes.pipe;

import org.poormanspipes.linux.Words;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.ring.Ring;

/// The one writer of a blocking pipe whose turn it is: it waits for more room than there is, and
/// others that wait do not take that room from under it. Without this a large message would wait
/// for as long as small ones come. Used by one handle, under the pipe's mutex.
///
/// ```
///   63                                  32  31              30                               0
///   [ room that it needs, in units of 8   ][ others wait    ][ its slot + 1; 0 = nobody        ]
/// ```
///
/// The word needs no repair. A slot that is free, or does not wait for room, is not in line,
/// whatever the word says; a dead one is freed by whoever waits behind it. One that does not come
/// although its room is there is stopped, and others pass it.
final class WriterLine {
  /// How long others leave room to a writer that does not come.
  private static final long PATIENCE_NANOS = 50_000_000;

  private static final long OTHERS_BIT = 0x8000_0000L;
  private static final long SLOT = 0x7fff_ffffL;
  private static final int UNIT = 8;

  private final HandleContext handle;
  private final Words words;

  /// This handle said that it is the next.
  private boolean joined;

  /// Since when this handle has seen the other's room unused; 0 if it has not.
  private long unusedSince;

  WriterLine(HandleContext handle) {
    this.handle = handle;
    this.words = handle.pipe().block().words();
  }

  /// Whether this handle has to leave the room to another, which is noted.
  boolean isBehind(Ring ring) {
    long line = get();
    if (line == 0 || !isWaiting(line)) {
      unusedSince = 0;
      return false;
    }
    put(line | OTHERS_BIT);
    if (ring.room() < (line >>> Integer.SIZE) * UNIT) {
      unusedSince = 0;
      return true;
    }
    long now = System.nanoTime();
    if (unusedSince == 0) {
      unusedSince = now;
    }
    return now - unusedSince < PATIENCE_NANOS;
  }

  /// How long to sleep behind another: a stopped one wakes nobody.
  long patience() {
    return unusedSince == 0 ? Long.MAX_VALUE : PATIENCE_NANOS;
  }

  /// There was no room for this handle: it is the next, unless another is.
  void join(long need) {
    long line = get();
    if (line == 0 || !isWaiting(line)) {
      put((((need + UNIT - 1) / UNIT) << Integer.SIZE) | (line & OTHERS_BIT) | me());
      joined = true;
    }
  }

  /// This handle has what it waited for, or waits no more.
  ///
  /// @return whether others have to be told
  boolean leave() {
    joined = false;
    long line = get();
    if (slot(line) != handle.slot().number()) {
      return false;
    }
    boolean others = (line & OTHERS_BIT) != 0;
    int next = others ? longestWaiting() : -1;
    put(next < 0 ? 0 : OTHERS_BIT | (next + 1L));
    return others;
  }

  /// Who is the next is said here, and not left to who comes first: that would be this handle again
  /// before anybody has woken up. How much room it needs it says when it comes.
  private int longestWaiting() {
    SlotTable slots = handle.pipe().slots();
    int longest = -1;
    for (int number = 0; number < slots.count(); number++) {
      if (isWaiting(number)
          && (longest < 0
              || slots.get(number).waitingSince() < slots.get(longest).waitingSince())) {
        longest = number;
      }
    }
    return longest;
  }

  /// Whether nobody is in line.
  boolean isFree() {
    return get() == 0;
  }

  /// Whether this handle may still be the next.
  boolean isJoined() {
    return joined;
  }

  /// Whether the word still names this handle.
  boolean isFirst() {
    return slot(get()) == handle.slot().number();
  }

  private boolean isWaiting(long line) {
    return isWaiting(slot(line));
  }

  private boolean isWaiting(int number) {
    if (number == handle.slot().number() || number < 0) {
      return false;
    }
    SlotTable slots = handle.pipe().slots();
    if (number >= slots.count()) {
      return false;
    }
    Slot slot = slots.get(number);
    return slot.isLiveAcquire() && slot.waitReason() == WaitReason.ROOM;
  }

  private long me() {
    return handle.slot().number() + 1L;
  }

  private static int slot(long line) {
    return (int) (line & SLOT) - 1;
  }

  private long get() {
    return words.longOpaque(PipeLayout.WRITER_LINE);
  }

  private void put(long line) {
    words.longOpaque(PipeLayout.WRITER_LINE, line);
  }
}
