package org.poormanspipes.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Makes new inputs of old ones. The same random numbers make the same inputs.
final class Mutation {
  private static final long[] VALUES = {
    0,
    1,
    2,
    7,
    8,
    16,
    127,
    128,
    255,
    256,
    4095,
    4096,
    65_535,
    1 << 20,
    1 << 30,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -2,
    -8
  };

  private static final int MOST_CHANGES = 5;
  private static final int LONGEST = 1 << 14;

  private final List<byte[]> seeds;
  private final Random random;

  Mutation(List<byte[]> seeds, Random random) {
    this.seeds = seeds;
    this.random = random;
  }

  byte[] next() {
    byte[] input = seed().clone();
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes; i++) {
      input = change(input);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  private byte[] seed() {
    return seeds.get(random.nextInt(seeds.size()));
  }

  private byte[] change(byte[] input) {
    if (input.length == 0) {
      return new byte[] {(byte) random.nextInt()};
    }
    int at = random.nextInt(input.length);
    switch (random.nextInt(9)) {
      case 0 -> input[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      case 1 -> input[at] = (byte) random.nextInt();
      case 2 -> input[at] += (byte) (random.nextInt(9) - 4);
      case 3, 4 -> putValue(input, at);
      case 5 -> {
        return without(input, at, 1 + random.nextInt(Math.min(16, input.length - at)));
      }
      case 6 -> {
        return insert(input, at, Arrays.copyOfRange(input, at, end(input, at)));
      }
      case 7 -> {
        byte[] other = seed();
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        return insert(input, at, Arrays.copyOfRange(other, from, end(other, from)));
      }
      default -> {
        byte[] other = seed();
        int from = Math.min(at, other.length);
        return insert(Arrays.copyOf(input, at), at, Arrays.copyOfRange(other, from, other.length));
      }
    }
    return input;
  }

  private int end(byte[] input, int at) {
    return at + Math.min(input.length - at, 1 << random.nextInt(8));
  }

  private void putValue(byte[] input, int at) {
    byte[] value = new byte[Long.BYTES];
    ByteBuffer.wrap(value)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(VALUES[random.nextInt(VALUES.length)]);
    int size = Math.min(1 << random.nextInt(4), input.length - at);
    System.arraycopy(value, 0, input, at, size);
  }

  private static byte[] without(byte[] input, int at, int count) {
    byte[] shorter = Arrays.copyOf(input, input.length - count);
    System.arraycopy(input, at + count, shorter, at, shorter.length - at);
    return shorter;
  }

  private static byte[] insert(byte[] input, int at, byte[] more) {
    byte[] longer = Arrays.copyOf(input, input.length + more.length);
    System.arraycopy(input, at, longer, at + more.length, input.length - at);
    System.arraycopy(more, 0, longer, at, more.length);
    return longer;
  }
}
