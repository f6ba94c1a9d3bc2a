package org.poormanspipes.driver;

/// Where something was before it was carried to where it is: a pipe, and the number that it had
/// there. Messages of a pipe are numbered as they are written, and so are the bytes of a stream: so
/// the same number twice is a duplicate, and one that is left out was lost or went elsewhere.
///
/// @param source which pipe, a word of 1 to 64 letters, digits and `-`; one that is removed and
///     made again is another
/// @param number of the message, or of the first byte, from 0
public record Origin(String source, long number) {

  private static final int LONGEST = 64;

  /// Checks both.
  ///
  /// @throws IllegalArgumentException if one can't be
  public Origin {
    if (!isSource(source) || number < 0) {
      throw new IllegalArgumentException(
          "source=" + source + ", number=" + number + " can't be where something came from");
    }
  }

  /// Whether a word can name a source.
  ///
  /// @param word any
  /// @return true for 1 to 64 letters, digits and `-`, all ASCII
  public static boolean isSource(String word) {
    return !word.isEmpty()
        && word.length() <= LONGEST
        && word.chars().allMatch(c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
  }

  /// The origin of what comes later in the same row.
  ///
  /// @param count how many messages or bytes later
  /// @return the origin there
  public Origin plus(long count) {
    return new Origin(source, number + count);
  }
}
