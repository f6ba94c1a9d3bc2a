package org.poormanspipes.bench.transport;

import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.SliceHandler;

/// Looks at each message that was received: its length, its checksum, its tail, one word of its
/// body, and that it is the next of its writer. Of messages up to 64 bytes it looks at all of the
/// body, of longer ones in each 64th message, so that looking costs the same little everywhere.
public final class Checker implements SliceHandler {
  private static final int WHOLE = 64;
  private static final int SELDOM = 63;
  private static final int BODY = 2 * Long.BYTES;

  private final int size;
  private final boolean whole;
  private final boolean gaps;
  private final long[] next;
  private final int bodyWords;

  private long count;
  private long sum;
  private long head;
  private int writing;
  private long lastNanos;
  private @Nullable String error;

  /// @param size bytes of each message
  /// @param writers how many write
  /// @param gaps whether other readers take messages of the same pipe
  /// @param whole whether to look at the whole of each message
  public Checker(int size, int writers, boolean gaps, boolean whole) {
    this.size = size;
    this.gaps = gaps;
    this.whole = whole || size <= WHOLE;
    this.next = new long[writers];
    this.bodyWords = (size - BODY - Long.BYTES) / Long.BYTES;
    this.writing = writers;
  }

  /// A round begins: all writers write again.
  public void begin() {
    writing = next.length;
    count = 0;
    sum = 0;
  }

  @Override
  public void onSlice(MemorySegment memory, long offset, long length) {
    if (length != size) {
      fail("a message of " + length + " bytes");
      return;
    }
    long got = memory.get(JAVA_LONG_UNALIGNED, offset);
    long sample = sample(got);
    if (memory.get(JAVA_LONG_UNALIGNED, offset + Long.BYTES) != Message.checksum(got)
        || memory.get(JAVA_LONG_UNALIGNED, offset + size - Long.BYTES) != ~got
        || memory.get(JAVA_LONG_UNALIGNED, offset + sample) != Message.body(sample)) {
      fail("a spoilt message after " + count);
      return;
    }
    if (whole || (got & SELDOM) == 0) {
      for (int at = BODY; at < size - Long.BYTES; at += Long.BYTES) {
        if (memory.get(JAVA_LONG_UNALIGNED, offset + at) != Message.body(at)) {
          fail("a spoilt message after " + count + ", at byte " + at);
          return;
        }
      }
    }
    arrived(got);
  }

  /// The same for those who hand out Agrona's buffers.
  public void onBuffer(DirectBuffer memory, int offset, int length) {
    if (length != size) {
      fail("a message of " + length + " bytes");
      return;
    }
    long got = memory.getLong(offset);
    int sample = sample(got);
    if (memory.getLong(offset + Long.BYTES) != Message.checksum(got)
        || memory.getLong(offset + size - Long.BYTES) != ~got
        || memory.getLong(offset + sample) != Message.body(sample)) {
      fail("a spoilt message after " + count);
      return;
    }
    if (whole || (got & SELDOM) == 0) {
      for (int at = BODY; at < size - Long.BYTES; at += Long.BYTES) {
        if (memory.getLong(offset + at) != Message.body(at)) {
          fail("a spoilt message after " + count + ", at byte " + at);
          return;
        }
      }
    }
    arrived(got);
  }

  private int sample(long got) {
    long random = (got * 0x9e3779b1L) & 0x7fffffffL;
    return BODY + (int) ((random * bodyWords) >>> 31) * Long.BYTES;
  }

  private void arrived(long got) {
    int writer = Message.writer(got);
    long sequence = Message.sequence(got);
    if (writer >= next.length || (gaps ? sequence < next[writer] : sequence != next[writer])) {
      fail("message " + sequence + " of writer " + writer + " came out of order after " + count);
      return;
    }
    next[writer] = sequence + 1;
    count++;
    sum += Message.checksum(got);
    head = got;
    if (Message.isLast(got)) {
      writing--;
      lastNanos = System.nanoTime();
    }
  }

  /// The first thing that is wrong ends everything.
  public void fail(String what) {
    if (error == null) {
      error = what;
      writing = 0;
    }
  }

  /// Whether each writer's last message of this round has come, or something is wrong.
  public boolean isDone() {
    return writing <= 0;
  }

  public @Nullable String error() {
    return error;
  }

  /// The head of the newest message.
  public long head() {
    return head;
  }

  public long count() {
    return count;
  }

  /// Over the round, the same for readers together as for their writers.
  public long sum() {
    return sum;
  }

  /// [System#nanoTime] when a writer's last message came.
  public long lastNanos() {
    return lastNanos;
  }

  /// What a message adds to the sum.
  public static long sumOf(Message message) {
    return Message.checksum(message.segment().get(JAVA_LONG_UNALIGNED, 0));
  }
}
