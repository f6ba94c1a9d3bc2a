package org.poormanspipes.stress;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.poormanspipes.ring.Overflow;
import org.poormanspipes.ring.Remainder;
import org.poormanspipes.ring.Ring;

/// One side's ring of messages and its buffers. A message is its number, over and over, so one that
/// was put together from two is seen.
final class MessageSide {

  /// How often a side that waits for the other looks before it gives up.
  static final int TRIES = 200;

  private final Ring ring;
  private final int words;
  private final long[] out;
  private final long[] in;
  private final MemorySegment source;
  private final MemorySegment target;
  private final Remainder remainder = new Remainder();

  /// The number that the next message should have, for a reader that counts.
  private int next = 1;

  /// The message that was read last, 0 if that was none.
  private int last;

  /// How often each message was taken, four bits for each number.
  private long tally;

  MessageSide(Ring ring, int words) {
    this.ring = ring;
    this.words = words;
    this.out = new long[Math.max(16, 2 * (1 + words))];
    this.in = new long[out.length];
    this.source = MemorySegment.ofArray(out);
    this.target = MemorySegment.ofArray(in);
  }

  boolean offer(int number) {
    return offer(number, words, Overflow.KEEP_OLDEST);
  }

  boolean offer(int number, int count, Overflow overflow) {
    Arrays.fill(out, 0, count, Pattern.word(number, count));
    long length = (long) count * Long.BYTES;
    return ring.offer(source, 0, length, length, overflow) == length;
  }

  /// Writes a message as soon as there is room, for a while.
  boolean offerSoon(int number, int count) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      if (offer(number, count, Overflow.KEEP_OLDEST)) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  /// Writes two messages at once.
  void offerBoth(int first, int second) {
    int behind = 1 + words;
    out[0] = (long) words * Long.BYTES;
    Arrays.fill(out, 1, behind, Pattern.word(first, words));
    out[behind] = (long) words * Long.BYTES;
    Arrays.fill(out, behind + 1, 2 * behind, Pattern.word(second, words));
    ring.offerFrames(source, 0, 2L * behind * Long.BYTES, Overflow.KEEP_OLDEST);
  }

  /// Takes up to two messages at once.
  String takeBoth() {
    long taken = remainder.isEmpty() ? ring.takeMany(remainder, 2, Long.MAX_VALUE) : 1;
    if (taken < 0) {
      return Pattern.answer(taken);
    }
    StringBuilder all = new StringBuilder();
    while (!remainder.isEmpty()) {
      String one = shown(remainder.drain(target, 0, target.byteSize()));
      tally += last == 0 || last == Pattern.STALE ? 0 : 1L << (4 * last);
      all.append(all.isEmpty() ? "" : "+").append(one);
    }
    return all.toString();
  }

  void overwrite(int number) {
    offer(number, words, Overflow.DROP_OLDEST);
  }

  /// Leaves the memory full of messages that were read.
  void fillWithStale(int laps) {
    for (int lap = 0; lap < laps; lap++) {
      offer(Pattern.STALE);
      take();
    }
  }

  String take() {
    String taken = shown(ring.take(target, 0, target.byteSize(), remainder));
    tally += last == 0 || last == Pattern.STALE ? 0 : 1L << (4 * last);
    return taken;
  }

  String takeSoon() {
    String taken = take();
    for (int attempt = 0; attempt < TRIES && taken.equals(Pattern.NOTHING); attempt++) {
      Thread.onSpinWait();
      taken = take();
    }
    return taken;
  }

  /// Two messages, or as many as there are.
  String takeTwo() {
    String first = take();
    return first.equals(Pattern.NOTHING) ? first : first + "+" + take();
  }

  /// The next message of a broadcast, or of those that survive; says so if its number is not the
  /// one that the losses reported on the way lead to.
  String takeCounting() {
    String taken = take();
    while (taken.equals("lost")) {
      next += Math.toIntExact(ring.lost());
      taken = take();
    }
    boolean counted = taken.equals(Pattern.NOTHING) || taken.equals(Pattern.name(next));
    next++;
    return counted ? taken : taken + " instead of " + (next - 1);
  }

  String peek() {
    return shown(ring.peek(target, 0, target.byteSize()));
  }

  /// The message that was read last, 0 if that was none.
  int last() {
    return last;
  }

  /// What is left, if it is whole, in order, begins after `after` and ends with `end`.
  String rest(int after, int end) {
    StringBuilder rest = new StringBuilder("rest");
    boolean ordered = true;
    int previous = 0;
    for (String taken = take(); last > 0; taken = take()) {
      rest.append(' ').append(taken);
      ordered &= last > after && (previous == 0 || last == previous + 1);
      previous = last;
    }
    return ordered && previous == end ? "rest in order" : rest.toString();
  }

  /// Whether each of the messages from 1 to `end` was taken once, by one of the sides or now.
  String eachOnce(int end, MessageSide... sides) {
    String answer = take();
    while (last > 0) {
      answer = take();
    }
    long sum = tally;
    for (MessageSide side : sides) {
      sum += side.tally;
    }
    long once = 0x1111_1111_1111_1110L & ((16L << (4 * end)) - 1);
    return sum == once && answer.equals(Pattern.NOTHING)
        ? "each once"
        : "taken " + Long.toHexString(sum) + ", then " + answer;
  }

  private String shown(long count) {
    last = 0;
    if (count < 0) {
      return Pattern.answer(count);
    }
    int seen = (int) (count / Long.BYTES);
    int number = Pattern.number(in[0], seen);
    if (count % Long.BYTES != 0 || number < 0) {
      return Pattern.TORN;
    }
    for (int word = 1; word < seen; word++) {
      if (in[word] != in[0]) {
        return Pattern.TORN;
      }
    }
    last = number;
    return Pattern.name(number);
  }
}
