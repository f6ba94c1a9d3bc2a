package org.poormanspipes.pool;

import java.nio.charset.StandardCharsets;

/// Four printable ASCII characters that say what a block is for.
///
/// @param code the characters, the first in the lowest byte, so that they read in order in a dump
public record Tag(int code) {

  private static final int LENGTH = 4;

  /// A tag from its characters.
  ///
  /// @param text four printable ASCII characters
  /// @return the tag
  public static Tag of(String text) {
    if (text.length() != LENGTH || !text.chars().allMatch(Tag::isPrintable)) {
      throw new IllegalArgumentException("a tag is four printable ASCII characters: text=" + text);
    }
    int code = 0;
    for (int at = LENGTH - 1; at >= 0; at--) {
      code = (code << Byte.SIZE) | text.charAt(at);
    }
    return new Tag(code);
  }

  private static boolean isPrintable(int c) {
    return c >= ' ' && c < 0x7f;
  }

  /// The characters; anything that is not printable is shown as a dot.
  @Override
  public String toString() {
    byte[] text = new byte[LENGTH];
    for (int at = 0; at < LENGTH; at++) {
      int c = (code >>> (at * Byte.SIZE)) & 0xff;
      text[at] = (byte) (isPrintable(c) ? c : '.');
    }
    return new String(text, StandardCharsets.US_ASCII);
  }
}
