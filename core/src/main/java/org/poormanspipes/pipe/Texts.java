package org.poormanspipes.pipe;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.poormanspipes.linux.Words;

/// Texts in shared memory: UTF-8, with a length beside it or filled up with NULs.
final class Texts {

  private Texts() {}

  static void put(Words memory, long at, byte[] text) {
    MemorySegment.copy(text, 0, memory.segment(), ValueLayout.JAVA_BYTE, at, text.length);
  }

  /// The text of a length that may be wrong: whatever of it lies inside the memory.
  static String get(Words memory, long at, long length) {
    long size = memory.segment().byteSize();
    if (at < 0 || length < 0 || at > size || length > size - at) {
      return "";
    }
    byte[] text = new byte[(int) length];
    MemorySegment.copy(memory.segment(), ValueLayout.JAVA_BYTE, at, text, 0, text.length);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// Cuts the text to the field, and fills the field up.
  static void putField(Words memory, long at, int size, String text) {
    put(memory, at, Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), size));
  }

  static String getField(Words memory, long at, int size) {
    String field = get(memory, at, size);
    int end = field.indexOf(0);
    return end < 0 ? field : field.substring(0, end);
  }
}
