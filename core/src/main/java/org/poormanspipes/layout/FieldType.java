package org.poormanspipes.layout;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.poormanspipes.linux.Words;

/// How a field's bytes are to be taken.
public enum FieldType {
  /// A number of 32 bits.
  INT32(Integer.BYTES) {
    @Override
    long number(Words memory, long at) {
      return memory.intOpaque(at);
    }
  },
  /// A number of 64 bits.
  INT64(Long.BYTES) {
    @Override
    long number(Words memory, long at) {
      return memory.longOpaque(at);
    }
  },
  /// UTF-8, filled up with NULs.
  TEXT(1),
  /// Bytes without a meaning of their own.
  BYTES(1);

  private static final HexFormat HEX = HexFormat.of();

  private final int unit;

  FieldType(int unit) {
    this.unit = unit;
  }

  /// As it is written beside a field.
  ///
  /// @param size how many bytes the field has
  /// @return for example `int32` or `text[16]`
  public String name(int size) {
    String name = name().toLowerCase(Locale.ROOT);
    return unit > 1 ? name : name + "[" + size + "]";
  }

  /// The number that stands there; of what is no number, 0.
  long number(Words memory, long at) {
    return 0;
  }

  /// Bytes of a text, without the NULs at their end, for people: as the text that they may be, and
  /// in hexadecimal.
  static String text(Words memory, long at, int size) {
    byte[] bytes = bytes(memory, at, size);
    int length = size;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    return "\"" + text + "\"" + (length == 0 ? "" : " = " + HEX.formatHex(bytes, 0, length));
  }

  /// Bytes for people, in hexadecimal; 0 if all are.
  static String hex(Words memory, long at, int size) {
    byte[] bytes = bytes(memory, at, size);
    for (byte one : bytes) {
      if (one != 0) {
        return "0x" + HEX.formatHex(bytes);
      }
    }
    return "0";
  }

  private static byte[] bytes(Words memory, long at, int size) {
    byte[] bytes = new byte[size];
    MemorySegment.copy(memory.segment(), ValueLayout.JAVA_BYTE, at, bytes, 0, size);
    return bytes;
  }
}
