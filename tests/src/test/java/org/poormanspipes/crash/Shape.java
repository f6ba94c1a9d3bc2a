package org.poormanspipes.crash;

import java.util.Random;
import org.poormanspipes.ring.FrameLayout;
import org.poormanspipes.testing.NumberedMessage;

/// The sizes of a round, and the tasks that come of them.
///
/// @param pipe the pipe's name
/// @param capacity the pipe's
/// @param shortest the shortest unit
/// @param longest the longest message; 0 in a stream, where all units are equal
record Shape(String pipe, int capacity, int shortest, int longest) {
  private static final int BURST = 4;
  private static final int LIMIT = 60_000;

  /// In a stream the capacity is a multiple of the unit, see [WriterTask].
  static Shape random(Combination kind, String pipe, Random random) {
    if (kind.messages()) {
      int longest = NumberedMessage.MIN_LENGTH + random.nextInt(500);
      return new Shape(pipe, random.nextInt(1024, 16 << 10), NumberedMessage.MIN_LENGTH, longest);
    }
    int unit = NumberedMessage.MIN_LENGTH + random.nextInt(60);
    return new Shape(pipe, unit * random.nextInt(2 * BURST, 200), unit, 0);
  }

  /// What the largest unit takes.
  long largest() {
    return longest > 0 ? FrameLayout.frame(longest) : 1;
  }

  Task writer(int cell, int producer, int patience, Random random) {
    return task(Task.Role.WRITE, cell, producer, random.nextInt(1, BURST + 1), patience, random);
  }

  /// Of messages, some readers have a buffer that is too short for most.
  Task reader(Task.Role role, int cell, int patience, Random random) {
    int burst = longest > 0 ? random.nextInt(1, 2 * longest) : random.nextInt(1, 2 * BURST + 1);
    return task(role, cell, 0, burst, patience, random);
  }

  Task opener(int cell, Random random) {
    return task(Task.Role.OPEN, cell, 0, 0, 0, random);
  }

  private Task task(
      Task.Role role, int cell, int producer, int burst, int patience, Random random) {
    return new Task(
        role, cell, pipe, producer, shortest, longest, burst, LIMIT, patience, random.nextLong());
  }
}
