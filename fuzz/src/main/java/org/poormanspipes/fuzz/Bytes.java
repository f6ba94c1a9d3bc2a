package org.poormanspipes.fuzz;

import java.util.Arrays;

/// An input, read from its front; behind its end there are zeros.
final class Bytes {
  private final byte[] input;
  private int next;

  Bytes(byte[] input) {
    this.input = input;
  }

  boolean hasMore() {
    return next < input.length;
  }

  int int8() {
    return hasMore() ? input[next++] & 0xff : 0;
  }

  int int16() {
    int low = int8();
    return low | int8() << 8;
  }

  byte[] take(int count) {
    int from = Math.min(next, input.length);
    next += count;
    return Arrays.copyOf(Arrays.copyOfRange(input, from, input.length), count);
  }

  byte[] rest() {
    return Arrays.copyOfRange(input, Math.min(next, input.length), input.length);
  }
}
