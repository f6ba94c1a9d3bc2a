package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StdioTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void closedOutputEndsACommandWithoutAWord() {
    assertThat(versionTo(failing("Broken pipe"))).isEqualTo(ExitCode.OUTPUT_CLOSED);
    assertThat(err.size()).isZero();
  }

  @Test
  void fullOutputIsSaid() {
    assertThat(versionTo(failing("No space left on device"))).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("pmp: could not write to standard output: No space left on device\n");
  }

  @Test
  void unreadableInputIsSaid() {
    InputStream in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("Is a directory");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        };
    Stdio io = Stdio.of(in, OutputStream.nullOutputStream(), err);
    assertThatThrownBy(() -> io.read(ByteBuffer.allocate(10)))
        .hasMessage("could not read standard input: Is a directory");
    assertThatThrownBy(() -> new LineReader(io.in(), () -> 10).next())
        .hasMessage("could not read standard input: Is a directory");
  }

  @Test
  void textAndBytesKeepTheirOrder() throws IOException {
    Streams streams = new Streams("");
    streams.io().print("a");
    streams.io().write(new byte[] {'b', 'x'}, 1);
    streams.io().print("c");
    streams.io().write(ByteBuffer.wrap(new byte[] {'d'}));
    streams.io().println("é");
    streams.io().flush();
    assertThat(streams.out()).isEqualTo("abcdé\n");
  }

  @Test
  void inputIsReadToItsEnd() throws IOException {
    Stdio io =
        Stdio.of(
            new ByteArrayInputStream(new byte[] {1, 2, 3}), OutputStream.nullOutputStream(), err);
    ByteBuffer target = ByteBuffer.allocateDirect(2);
    assertThat(io.read(target)).isEqualTo(2);
    assertThat(io.read(target.clear())).isEqualTo(1);
    assertThat(io.read(target.clear())).isEqualTo(-1);
  }

  private int versionTo(OutputStream out) {
    return Main.run(List.of("--version"), Stdio.of(InputStream.nullInputStream(), out, err));
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int octet) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
