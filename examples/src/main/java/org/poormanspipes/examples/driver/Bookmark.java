package org.poormanspipes.examples.driver;

import java.nio.ByteBuffer;
import org.poormanspipes.driver.Outcome;

/// The instance context: how far one handle has read.
final class Bookmark {
  private int at;

  /// Reads on. Two reads of one handle take turns.
  synchronized int read(Note note, ByteBuffer target) {
    int copied = note.copy(at, target);
    at += copied;
    return copied == 0 && target.hasRemaining() ? Outcome.END : copied;
  }
}
