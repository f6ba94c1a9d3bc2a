package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.ControlRequest;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.fuse.wire.Reply;
import org.poormanspipes.fuse.wire.Request;
import org.poormanspipes.linux.Errno;

/// Control by ioctl(2), with the numbers and structures of `examples/mount/pmp_ioctl.h`.
final class IoctlRequests {
  /// `struct fuse_ioctl_in`.
  private static final int HANDLE = 0;

  private static final int COMMAND = 12;
  private static final int IN_SIZE = 24;
  private static final int OUT_SIZE = 28;
  private static final int DATA = 32;

  /// `asm-generic/ioctl.h`: direction, size, type and number.
  private static final int READ = 2 << 30;

  private static final int WRITE = 1 << 30;
  private static final int TYPE = 0xE7 << 8;

  private static final int INFO_SIZE = 32;
  private static final int TEXT_SIZE = 256;
  private static final int LONG_TEXT_SIZE = 4096;

  static final int INFO = READ | (INFO_SIZE << 16) | TYPE | 1;
  static final int GET = READ | WRITE | (TEXT_SIZE << 16) | TYPE | 2;
  static final int SET = WRITE | (TEXT_SIZE << 16) | TYPE | 3;
  static final int STAT = READ | (LONG_TEXT_SIZE << 16) | TYPE | 4;
  static final int PEEK = READ | (LONG_TEXT_SIZE << 16) | TYPE | 5;

  private final Server server;

  IoctlRequests(Server server) {
    this.server = server;
  }

  void ioctl(Request request) throws IOException {
    int command = request.int32(COMMAND);
    switch (command) {
      case INFO, GET, SET, STAT, PEEK -> {}
      // Among others what isatty(3) asks.
      default -> throw new Refusal(Errno.ENOTTY);
    }
    OpenFile file = server.files().get(request.int64(HANDLE));
    byte[] result =
        switch (command) {
          case INFO -> info(file);
          case GET -> get(file, input(request));
          case SET -> set(file, input(request), request);
          case STAT -> text(lines(stat(file)), LONG_TEXT_SIZE);
          default -> peek(file);
        };
    if (result.length > request.int32(OUT_SIZE)) {
      throw new Refusal(Errno.EINVAL);
    }
    // A struct fuse_ioctl_out: the result of the call, flags, and numbers of vectors.
    Reply reply = server.channel().reply().int32(0).int32(0).int32(0).int32(0).bytes(result);
    server.channel().answer(request.unique(), reply);
  }

  private static String input(Request request) throws IOException {
    byte[] bytes = request.bytes(DATA, Math.min(request.int32(IN_SIZE), TEXT_SIZE));
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, end)).toString();
  }

  /// `struct pmp_info`.
  private static byte[] info(OpenFile file) {
    FastPath path = file.path();
    return ByteBuffer.allocate(INFO_SIZE)
        .order(ByteOrder.nativeOrder())
        .putLong(path == null ? 0 : path.remainder())
        .putLong(file.lost().get())
        .putLong(file.skipped().get())
        .putInt(path != null && path.messages() ? 1 : 0)
        .putInt(0)
        .array();
  }

  private byte[] get(OpenFile file, String name) throws IOException {
    String value = stat(file).text(name);
    if (value == null) {
      throw new Refusal(Errno.ENODATA);
    }
    return text(value, TEXT_SIZE);
  }

  private byte[] set(OpenFile file, String change, Request request) throws IOException {
    int equals = change.indexOf('=');
    if (equals < 1) {
      throw new Refusal(Errno.EINVAL);
    }
    Owners.requireOwner(stat(file), request.caller(), change.substring(0, equals));
    file.file()
        .control(
            new ControlRequest(
                "set", Map.of(change.substring(0, equals), change.substring(equals + 1))));
    return new byte[0];
  }

  /// What a request sets, for people; empty if it sets nothing.
  static String change(Request request) {
    if (request.int32(COMMAND) != SET) {
      return "";
    }
    byte[] text = request.bytes(DATA, Math.min(request.int32(IN_SIZE), TEXT_SIZE));
    String change = Audit.printable(text);
    int end = change.indexOf('\0');
    return end < 0 ? change : change.substring(0, end);
  }

  private static Attributes stat(OpenFile file) throws IOException {
    return file.file().control(new ControlRequest("stat", Map.of()));
  }

  private static String lines(Attributes attributes) {
    StringBuilder lines = new StringBuilder();
    attributes
        .asMap()
        .forEach((name, value) -> lines.append(name).append('=').append(value).append('\n'));
    return lines.toString();
  }

  private static byte[] text(String value, int size) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(Arrays.copyOf(bytes, Math.min(bytes.length, size - 1)), size);
  }

  /// `struct pmp_peek`: how many bytes, or a negative outcome, and the bytes.
  private byte[] peek(OpenFile file) throws IOException {
    FastPath path = file.path();
    if (path == null) {
      throw new Refusal(Errno.EOPNOTSUPP);
    }
    byte[] bytes = new byte[LONG_TEXT_SIZE];
    MemorySegment target = MemorySegment.ofArray(bytes);
    int seen = (int) path.peek(target, Integer.BYTES, LONG_TEXT_SIZE - Integer.BYTES);
    // What lies behind what was seen is undefined, and not the client's.
    Arrays.fill(bytes, Integer.BYTES + Math.max(0, seen), bytes.length, (byte) 0);
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(0, seen);
    return bytes;
  }
}
