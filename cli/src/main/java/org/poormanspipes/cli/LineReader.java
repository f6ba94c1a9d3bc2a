package org.poormanspipes.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Lines of bytes, without their newline and without regard to what the bytes mean. A last line
/// needs no newline.
final class LineReader {

  private static final int FIRST_SIZE = 1 << 16;
  private static final byte NEWLINE = '\n';

  /// How long a line may be.
  @FunctionalInterface
  interface Limit {

    /// The limit as it is now, in bytes.
    long bytes() throws IOException;
  }

  private final InputStream in;
  private final Limit limit;
  private long longest;
  private byte[] buffer = new byte[FIRST_SIZE];
  private int start;
  private int end;
  private boolean over;

  /// Reads lines.
  ///
  /// @param in where from
  /// @param limit how much of a line is held at most; of a longer one, one byte more is handed out,
  ///     and the rest would follow as the next line. It is asked again before a line is cut
  LineReader(InputStream in, Limit limit) throws IOException {
    this.in = in;
    this.limit = limit;
    this.longest = limit.bytes();
  }

  /// The next line.
  ///
  /// @return its bytes, which stay as they are until the next call; null at the end of input
  @Nullable ByteBuffer next() throws IOException {
    int searched = start;
    while (true) {
      int newline = find(searched);
      int lineEnd = newline < 0 ? end : newline;
      if (isTooLong(lineEnd - start)) {
        int cut = start + (int) longest + 1;
        return line(cut, cut);
      }
      if (newline >= 0) {
        return line(newline, newline + 1);
      }
      if (over) {
        return start == end ? null : line(end, end);
      }
      searched = end;
      searched -= makeRoom();
      fill();
    }
  }

  private boolean isTooLong(int length) throws IOException {
    if (length > longest) {
      longest = limit.bytes();
    }
    return length > longest;
  }

  private int find(int from) {
    for (int at = from; at < end; at++) {
      if (buffer[at] == NEWLINE) {
        return at;
      }
    }
    return -1;
  }

  private ByteBuffer line(int lineEnd, int nextStart) {
    ByteBuffer line = ByteBuffer.wrap(buffer, start, lineEnd - start);
    start = nextStart;
    return line;
  }

  /// Moves what is held to the front, and takes a larger buffer if that is not enough.
  ///
  /// @return by how many bytes it was moved
  private int makeRoom() {
    int moved = start;
    int held = end - start;
    if (held == buffer.length) {
      buffer = Arrays.copyOf(buffer, larger(held));
    } else if (moved != 0) {
      System.arraycopy(buffer, start, buffer, 0, held);
    }
    start = 0;
    end = held;
    return moved;
  }

  private int larger(int held) {
    long wanted = Math.min(held * 2L, Math.max(longest + 1, FIRST_SIZE));
    return (int) Math.min(Math.max(wanted, held + 1L), Integer.MAX_VALUE - 8);
  }

  private void fill() throws IOException {
    int count;
    try {
      count = in.read(buffer, end, buffer.length - end);
    } catch (IOException e) {
      throw Stdio.unreadable(e);
    }
    if (count < 0) {
      over = true;
    } else {
      end += count;
    }
  }
}
