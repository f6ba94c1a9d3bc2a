package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void newlineEndsALineAndBelongsToNone() throws IOException {
    assertThat(lines("one\ntwo\n", 100)).containsExactly("one", "two");
  }

  @Test
  void lastLineNeedsNoNewline() throws IOException {
    assertThat(lines("one\ntwo", 100)).containsExactly("one", "two");
  }

  @Test
  void emptyLinesAreLines() throws IOException {
    assertThat(lines("\n\nx\n\n", 100)).containsExactly("", "", "x", "");
  }

  @Test
  void emptyInputHasNoLine() throws IOException {
    assertThat(lines("", 100)).isEmpty();
  }

  @Test
  void carriageReturnsAndOtherBytesPassUnchanged() throws IOException {
    byte[] bytes = {'a', '\r', '\n', (byte) 0xff, 0, (byte) 0xc3, '\n'};
    LineReader reader = new LineReader(new ByteArrayInputStream(bytes), () -> 100);
    assertThat(bytes(reader.next())).containsExactly('a', '\r');
    assertThat(bytes(reader.next())).containsExactly(0xff, 0, 0xc3);
    assertThat(reader.next()).isNull();
  }

  @Test
  void lineOfTheLimitIsWholeAndALongerOneIsCutBehindIt() throws IOException {
    assertThat(lines("12345\n", 5)).containsExactly("12345");
    assertThat(lines("1234567\n", 5)).startsWith("123456");
  }

  @Test
  void limitIsAskedAgainBeforeALineIsCut() throws IOException {
    long[] limit = {2};
    LineReader reader = new LineReader(in("1234\n", 5), () -> limit[0] < 4 ? limit[0]++ : limit[0]);
    limit[0] = 4;
    assertThat(text(reader.next())).isEqualTo("1234");
  }

  @Test
  void longLineIsHeldWhole() throws IOException {
    String line = "x".repeat(1_000_000);
    assertThat(lines(line + "\nend", 2_000_000)).containsExactly(line, "end");
  }

  @Test
  void linesDoNotDependOnHowTheInputComes() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    StringBuilder input = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String line = "y".repeat(random.nextInt(2000));
      expected.add(line);
      input.append(line).append('\n');
    }
    InputStream in = in(input.toString(), 1 + random.nextInt(3000));
    LineReader reader = new LineReader(in, () -> 5000);
    List<String> lines = new ArrayList<>();
    for (ByteBuffer line = reader.next(); line != null; line = reader.next()) {
      lines.add(text(line));
    }
    assertThat(lines).as("seed %s", seed).isEqualTo(expected);
  }

  private static List<String> lines(String input, long longest) throws IOException {
    LineReader reader = new LineReader(in(input, 3), () -> longest);
    List<String> lines = new ArrayList<>();
    for (ByteBuffer line = reader.next(); line != null; line = reader.next()) {
      lines.add(text(line));
    }
    return lines;
  }

  /// An input that gives a few bytes at a time.
  private static InputStream in(String text, int piece) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(piece, length));
      }
    };
  }

  private static String text(ByteBuffer line) {
    return StandardCharsets.UTF_8.decode(line.duplicate()).toString();
  }

  private static byte[] bytes(ByteBuffer line) {
    byte[] bytes = new byte[line.remaining()];
    line.duplicate().get(bytes);
    return bytes;
  }
}
