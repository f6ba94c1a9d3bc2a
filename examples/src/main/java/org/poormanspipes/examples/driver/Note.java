package org.poormanspipes.examples.driver;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.poormanspipes.driver.Outcome;

/// The resource context: what was written into one name, by whomever.
final class Note {
  private static final int MOST_BYTES = 4096;

  private byte[] text = {};

  /// How many handles have it open. Guarded by the notebook.
  int users;

  /// Adds what there is room for.
  synchronized int append(ByteBuffer source) {
    int length = Math.min(source.remaining(), MOST_BYTES - text.length);
    if (length == 0 && source.hasRemaining()) {
      return Outcome.FULL;
    }
    int end = text.length;
    text = Arrays.copyOf(text, end + length);
    source.get(text, end, length);
    return length;
  }

  /// Copies what follows a position.
  synchronized int copy(int from, ByteBuffer target) {
    int length = Math.min(target.remaining(), text.length - from);
    target.put(text, from, length);
    return length;
  }

  synchronized boolean isEmpty() {
    return text.length == 0;
  }
}
