package org.poormanspipes.crash;

import org.poormanspipes.time.Timeout;

/// What a worker is told to do.
///
/// @param role what to do
/// @param cell where it tells of itself
/// @param pipe the pipe's name
/// @param producer a writer's number
/// @param shortest the shortest unit; in a stream all units have this length
/// @param longest the longest message, or 0 in a stream
/// @param burst how many units of a stream one call moves at most; the size of a reader's buffer
///     for messages
/// @param limit after so many units a writer writes no more
/// @param patience how long a call waits, in milliseconds; negative for ever
/// @param seed where its random numbers begin
record Task(
    Role role,
    int cell,
    String pipe,
    int producer,
    int shortest,
    int longest,
    int burst,
    int limit,
    int patience,
    long seed) {
  /// The kinds of work.
  enum Role {
    /// Writes units one after the other.
    WRITE,
    /// Reads to the end, from what comes after it.
    READ,
    /// Reads to the end, from the oldest.
    READ_OLDEST,
    /// Opens and closes, the pipe and another of its own.
    OPEN
  }

  private static final int FIELDS = 10;

  boolean messages() {
    return longest > 0;
  }

  Timeout timeout() {
    return patience < 0 ? Timeout.FOREVER : Timeout.of(java.time.Duration.ofMillis(patience));
  }

  String line() {
    return String.join(
        " ",
        role.name(),
        "" + cell,
        pipe,
        "" + producer,
        "" + shortest,
        "" + longest,
        "" + burst,
        "" + limit,
        "" + patience,
        "" + seed);
  }

  static Task parse(String line) {
    String[] words = line.split(" ", FIELDS);
    return new Task(
        Role.valueOf(words[0]),
        Integer.parseInt(words[1]),
        words[2],
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        Integer.parseInt(words[5]),
        Integer.parseInt(words[6]),
        Integer.parseInt(words[7]),
        Integer.parseInt(words[8]),
        Long.parseLong(words[9]));
  }
}
