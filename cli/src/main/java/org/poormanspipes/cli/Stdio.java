package org.poormanspipes.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The standard streams: bytes as they are, and text in UTF-8. Errors on standard output are seen,
/// unlike those of `System.out`.
final class Stdio {

  private static final int FLUSH_CHARS = 1 << 13;
  private static final int OUTPUT = 1;

  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err;
  private final boolean system;
  private final StringBuilder text = new StringBuilder();
  private @Nullable ReadableByteChannel inChannel;
  private @Nullable WritableByteChannel outChannel;

  private Stdio(InputStream in, OutputStream out, OutputStream err, boolean system) {
    this.in = in;
    this.out = out;
    this.err = err;
    this.system = system;
  }

  /// The process's own streams.
  static Stdio system() {
    return new Stdio(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        true);
  }

  /// Other streams, for tests.
  static Stdio of(InputStream in, OutputStream out, OutputStream err) {
    return new Stdio(in, out, err, false);
  }

  InputStream in() {
    return in;
  }

  /// Reads what standard input has; a direct buffer is filled without a copy in between.
  ///
  /// @return the number of bytes, or -1 at its end
  int read(ByteBuffer target) throws IOException {
    ReadableByteChannel channel = inChannel;
    if (channel == null) {
      channel = Channels.newChannel(in);
      inChannel = channel;
    }
    try {
      int count = channel.read(target);
      while (count == 0 && target.hasRemaining()) {
        Pause.briefly();
        count = channel.read(target);
      }
      return count;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /// What to say when standard input can't be read.
  static IOException unreadable(IOException cause) {
    return new IOException("could not read standard input: " + cause.getMessage(), cause);
  }

  /// Whether a person looks at one of the process's own streams.
  ///
  /// @param descriptor 0, 1 or 2
  boolean isTerminal(int descriptor) {
    return system && Terminal.is(descriptor);
  }

  /// Adds text to standard output; it goes out with [#flush].
  void print(String more) throws OutputException {
    text.append(more);
    if (text.length() >= FLUSH_CHARS) {
      flush();
    }
  }

  void println(String line) throws OutputException {
    print(line);
    print("\n");
  }

  /// Writes all text that was printed.
  void flush() throws OutputException {
    if (!text.isEmpty()) {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      text.setLength(0);
      write(bytes, bytes.length);
    }
  }

  /// Writes bytes at once.
  void write(byte[] bytes, int length) throws OutputException {
    flush();
    try {
      out.write(bytes, 0, length);
      out.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /// Writes all that remains in a buffer at once.
  void write(ByteBuffer bytes) throws OutputException {
    flush();
    WritableByteChannel channel = outChannel;
    if (channel == null) {
      channel = Channels.newChannel(out);
      outChannel = channel;
    }
    try {
      while (bytes.hasRemaining()) {
        if (channel.write(bytes) == 0) {
          Pause.briefly();
        }
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /// Prints a line on standard error. There is nobody to tell when that fails.
  void warn(String line) {
    warnPart(line + "\n");
  }

  /// Prints text without a line's end on standard error.
  void warnPart(String part) {
    try {
      err.write(part.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException unheard) {
      // Nobody listens.
    }
  }

  /// The message of a broken pipe is in the user's language; that it goes to a process is not.
  private OutputException failure(IOException cause) {
    String message = String.valueOf(cause.getMessage());
    boolean closed = message.contains("Broken pipe") || (system && Terminal.isPipe(OUTPUT));
    return new OutputException(closed, cause);
  }
}
