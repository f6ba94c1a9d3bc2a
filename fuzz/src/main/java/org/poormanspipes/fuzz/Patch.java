package org.poormanspipes.fuzz;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A change of a file.
///
/// ```
///   byte 0   bits 0-1 the file: 0 and 3 the pipe's block, 1 its ring, 2 the device's block
///            bit 7: while it is open, else before
///   byte 1   0 to 7: one byte more is written; 8: the file is cut here; 9: it gets longer;
///            10: it is removed; 11: the word here is replaced by that of byte 4 and 5's place
///   byte 2-3 where, modulo the file's length
///   byte 4…  the bytes
/// ```
final class Patch {
  static final int PIPE = 0;
  static final int RING = 1;
  static final int DEVICE = 2;

  private static final int MOST = 24;
  private static final int KINDS = 12;
  private static final int CUT = 8;
  private static final int LONGER = 9;
  private static final int REMOVED = 10;
  private static final int WORD = 8;

  private final int file;
  private final boolean late;
  private final int kind;
  private final int at;
  private final byte[] bytes;

  private Patch(int where, Bytes input) {
    this.file = (where & 3) == 3 ? PIPE : where & 3;
    this.late = (where & 0x80) != 0;
    this.kind = input.int8() % KINDS;
    this.at = input.int16();
    this.bytes = input.take(kind < CUT ? kind + 1 : kind == KINDS - 1 ? 2 : 0);
  }

  int file() {
    return file;
  }

  boolean late() {
    return late;
  }

  static List<Patch> read(Bytes input) {
    List<Patch> patches = new ArrayList<>();
    while (input.hasMore() && patches.size() < MOST) {
      patches.add(new Patch(input.int8(), input));
    }
    return patches;
  }

  /// Changes what is in memory.
  void apply(byte[] content) {
    if (content.length < WORD) {
      return;
    }
    int to = at % (content.length - WORD + 1);
    if (kind < CUT) {
      System.arraycopy(bytes, 0, content, to, bytes.length);
    } else if (kind == KINDS - 1) {
      int from = ((bytes[0] & 0xff) | ((bytes[1] & 0xff) << 8)) % (content.length - WORD + 1);
      System.arraycopy(content, from, content, to, WORD);
    }
  }

  /// What a file becomes; null if it is removed.
  byte[] applyWhole(byte[] content) {
    return switch (kind) {
      case CUT -> Arrays.copyOf(content, content.length == 0 ? 0 : at % content.length);
      case LONGER -> Arrays.copyOf(content, content.length + (at & 0xfff));
      default -> {
        apply(content);
        yield content;
      }
    };
  }

  boolean removes() {
    return kind == REMOVED;
  }

  /// Changes a file that is in use, if it is there.
  void apply(Path path) throws IOException {
    if (removes()) {
      Files.deleteIfExists(path);
      return;
    }
    if (!Files.exists(path)) {
      return;
    }
    byte[] before = Files.readAllBytes(path);
    byte[] after = applyWhole(before.clone());
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      if (after.length < before.length) {
        channel.truncate(after.length);
      } else {
        int from = Arrays.mismatch(before, after);
        if (from >= 0) {
          int end = after.length;
          while (end > from + 1 && end <= before.length && before[end - 1] == after[end - 1]) {
            end--;
          }
          channel.write(ByteBuffer.wrap(after, from, end - from), from);
        }
      }
    }
  }
}
