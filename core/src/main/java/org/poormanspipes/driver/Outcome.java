package org.poormanspipes.driver;

/// What a read or a write may return besides a count of bytes. All are negative, so that a count
/// needs no object of its own.
public final class Outcome {

  /// Reading: the end of the stream.
  public static final int END = -1;

  /// Reading: nothing was there in the time given.
  public static final int EMPTY = -2;

  /// Writing: no room was there in the time given; nothing was taken.
  public static final int FULL = -3;

  /// A lock's holder did not let go in the time given; nothing was moved.
  public static final int BUSY = -4;

  /// The waiting thread was interrupted; nothing was moved, and its interrupt status is set.
  public static final int ALERTED = -5;

  /// Reading a broadcast: content was overwritten before this handle read it; [FastPath#lost()]
  /// says how much. Reading goes on at the oldest that is left; a loss straight after a loss has
  /// the oldest message, or piece of a stream, taken already for the next read, so that no writer
  /// starves a reader.
  public static final int LOST = -6;

  private Outcome() {}

  /// The word for an outcome, for messages.
  ///
  /// @param outcome a negative result
  /// @return its name, or the number of bytes
  public static String describe(long outcome) {
    return switch ((int) outcome) {
      case END -> "END";
      case EMPTY -> "EMPTY";
      case FULL -> "FULL";
      case BUSY -> "BUSY";
      case ALERTED -> "ALERTED";
      case LOST -> "LOST";
      default -> outcome + " bytes";
    };
  }
}
