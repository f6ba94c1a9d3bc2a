package org.poormanspipes.stress;

import java.lang.foreign.MemorySegment;
import org.poormanspipes.ring.Overflow;
import org.poormanspipes.ring.Remainder;
import org.poormanspipes.ring.Ring;

/// One side's ring of bytes and its buffers. What goes through it are words, numbered one by one,
/// so whatever is not a run of numbers was put together from several laps.
public final class ByteSide {

  private final Ring ring;
  private final long[] out = new long[16];
  private final long[] in = new long[16];
  private final MemorySegment source = MemorySegment.ofArray(out);
  private final MemorySegment target = MemorySegment.ofArray(in);
  private final Remainder remainder = new Remainder();

  /// The first word of what was read last, and how many they were; 0 if that was nothing.
  private int first;

  private int count;

  /// How often each word was taken, four bits for each number.
  private long tally;

  /// The word that should come next, for a reader that counts.
  private int next = 1;

  ByteSide(Ring ring) {
    this.ring = ring;
  }

  /// Writes the words from a number on, all or none.
  ///
  /// @param number the first
  /// @param words how many
  /// @return whether there was room
  public boolean offer(int number, int words) {
    return offer(number, words, Overflow.KEEP_OLDEST);
  }

  private boolean offer(int number, int words, Overflow overflow) {
    for (int word = 0; word < words; word++) {
      out[word] = Pattern.word(number + word, 1);
    }
    long length = (long) words * Long.BYTES;
    return ring.offer(source, 0, length, length, overflow) == length;
  }

  boolean offerSoon(int number, int words) {
    for (int attempt = 0; attempt < MessageSide.TRIES; attempt++) {
      if (offer(number, words)) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  void overwrite(int number, int words) {
    offer(number, words, Overflow.DROP_OLDEST);
  }

  /// Leaves the memory full of words that were read.
  void fillWithStale(int laps) {
    for (int lap = 0; lap < laps; lap++) {
      offer(Pattern.STALE, 1);
      take(1);
    }
  }

  /// Reads.
  ///
  /// @param words how many at most
  /// @return `nothing`, or for example `3-4`
  public String take(int words) {
    String taken = shown(ring.take(target, 0, (long) words * Long.BYTES, remainder));
    for (int word = 0; word < count; word++) {
      tally += 1L << (4 * (first + word));
    }
    return taken;
  }

  String takeSoon(int words) {
    String taken = take(words);
    for (int attempt = 0; attempt < MessageSide.TRIES && taken.equals(Pattern.NOTHING); attempt++) {
      Thread.onSpinWait();
      taken = take(words);
    }
    return taken;
  }

  String takeTwice(int words) {
    String taken = take(words);
    return taken.equals(Pattern.NOTHING) ? taken : taken + "+" + take(words);
  }

  /// The next words of a broadcast, or of those that survive; says so if their numbers are not the
  /// ones that the losses reported on the way lead to.
  String takeCounting(int words) {
    String taken = take(words);
    while (taken.equals("lost")) {
      next += (int) (ring.lost() / Long.BYTES);
      taken = take(words);
    }
    boolean counted = first == 0 || first == next;
    String shown = counted ? taken : taken + " instead of " + next;
    next += count;
    return shown;
  }

  String peek(int words) {
    return shown(ring.peek(target, 0, (long) words * Long.BYTES));
  }

  /// Whether there is nothing to read.
  ///
  /// @return what the ring says
  public boolean isEmpty() {
    return ring.isEmpty();
  }

  /// What is left, if it is whole, in order, begins after `after` and ends with `last`.
  String rest(int after, int last) {
    String rest = take(in.length);
    boolean ordered = count > 0 && first > after && first + count - 1 == last;
    return ordered ? "rest in order" : "rest " + rest;
  }

  /// Whether each of the words from 1 to `end` was taken once, by one of the sides or now.
  String eachOnce(int end, ByteSide... sides) {
    String answer = take(in.length);
    long sum = tally;
    for (ByteSide side : sides) {
      sum += side.tally;
    }
    long once = 0x1111_1111_1111_1110L & ((16L << (4 * end)) - 1);
    return sum == once ? "each once" : "taken " + Long.toHexString(sum) + ", then " + answer;
  }

  /// The last word of what was read last, 0 if that was nothing.
  int last() {
    return count == 0 ? 0 : first + count - 1;
  }

  private String shown(long bytes) {
    first = 0;
    count = 0;
    if (bytes < 0) {
      return Pattern.answer(bytes);
    }
    int words = (int) (bytes / Long.BYTES);
    int number = Pattern.number(in[0], 1);
    if (words == 0 || bytes % Long.BYTES != 0 || number < 0) {
      return Pattern.TORN;
    }
    for (int word = 0; word < words; word++) {
      int here = Pattern.number(in[word], 1);
      if (here == Pattern.STALE) {
        return Pattern.name(here);
      }
      if (here != number + word) {
        return Pattern.TORN;
      }
    }
    first = number;
    count = words;
    return Pattern.name(number) + "-" + Pattern.name(number + words - 1);
  }
}
