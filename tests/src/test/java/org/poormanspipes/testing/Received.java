package org.poormanspipes.testing;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/// What one reader of a load received, by writer, as far as a test needs it to account for all of
/// it; and as a line of text for another process.
public final class Received {
  private static final int BYTES = 256;
  private static final int NONE = -1;

  private final BitSet[] numbers = new BitSet[LoadWriter.WRITERS];
  private final long[] bytes = new long[BYTES];
  private final int[] last = new int[LoadWriter.WRITERS];
  private final CRC32 order = new CRC32();
  private long digest;
  private long units;
  private long lost;
  private boolean gap;

  Received() {
    Arrays.setAll(numbers, _ -> new BitSet());
    Arrays.fill(last, NONE);
  }

  void lost(long count) {
    if (count <= 0) {
      throw new IllegalStateException("a loss of " + count);
    }
    lost += count;
    gap = true;
  }

  void message(byte[] data, int length) {
    NumberedMessage message = NumberedMessage.parse(data, 0, length);
    int writer = message.producer();
    if (message.number() <= last[writer]) {
      throw new IllegalStateException(message + " came after " + last[writer]);
    }
    last[writer] = message.number();
    numbers[writer].set(message.number());
    note(data, length);
    units++;
  }

  /// The bytes of one read; within them nothing is missing, and between reads only if `gapless`.
  void bytes(byte[] data, int length, boolean gapless) {
    if (!gapless || gap) {
      gap = false;
      Arrays.fill(last, NONE);
    }
    for (int at = 0; at < length; at++) {
      int value = Byte.toUnsignedInt(data[at]);
      int writer = value / LoadWriter.ROUND;
      int number = value % LoadWriter.ROUND;
      if (last[writer] != NONE && number != (last[writer] + 1) % LoadWriter.ROUND) {
        throw new IllegalStateException(
            "byte " + number + " of writer " + writer + " came after " + last[writer]);
      }
      last[writer] = number;
      bytes[value]++;
    }
    note(data, length);
    units += length;
  }

  private void note(byte[] data, int length) {
    order.update(data, 0, length);
    digest = order.getValue();
  }

  /// Which of a writer's messages came.
  public BitSet numbers(int writer) {
    return numbers[writer];
  }

  /// How often a byte came.
  public long count(int value) {
    return bytes[value];
  }

  /// How many bytes or messages came.
  public long units() {
    return units;
  }

  /// How many bytes or messages the reader was told it had lost.
  public long lost() {
    return lost;
  }

  /// The same for two readers only if they received the same in the same order.
  public long digest() {
    return digest;
  }

  @Override
  public String toString() {
    String sets =
        Arrays.stream(numbers)
            .map(set -> Base64.getEncoder().encodeToString(set.toByteArray()))
            .collect(Collectors.joining(","));
    ByteBuffer counts = ByteBuffer.allocate(BYTES * Long.BYTES);
    counts.asLongBuffer().put(bytes);
    String histogram = Base64.getEncoder().encodeToString(counts.array());
    return String.join(" ", units + "", lost + "", digest + "", histogram, sets);
  }

  /// Reads what [#toString] wrote.
  public static Received parse(String text) {
    String[] words = text.split(" ", -1);
    if (text.startsWith("!") || words.length != 5) {
      throw new AssertionError("the reader answered: " + text);
    }
    Received received = new Received();
    received.units = Long.parseLong(words[0]);
    received.lost = Long.parseLong(words[1]);
    received.digest = Long.parseLong(words[2]);
    ByteBuffer.wrap(Base64.getDecoder().decode(words[3])).asLongBuffer().get(received.bytes);
    String[] sets = words[4].split(",", -1);
    for (int writer = 0; writer < sets.length; writer++) {
      received.numbers[writer] = BitSet.valueOf(Base64.getDecoder().decode(sets[writer]));
    }
    return received;
  }
}
