package org.poormanspipes.fuse.server;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// What a kernel sent, one request after another.
///
/// ```
///   2 bytes   bits 0-14 the request's length; bit 15: the length in its header is left alone
///   …         the request, beginning with a struct fuse_in_header
/// ```
final class Conversation {
  private static final int MOST = 40;
  private static final int AS_IT_IS = 0x8000;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  /// A request, and whether its header may lie about its length.
  static final class Sent {
    private final byte[] bytes;
    private final boolean asItIs;

    Sent(byte[] bytes, boolean asItIs) {
      this.bytes = bytes;
      this.asItIs = asItIs;
    }

    byte[] bytes() {
      return bytes;
    }

    boolean asItIs() {
      return asItIs;
    }
  }

  static List<Sent> read(byte[] input) {
    List<Sent> all = new ArrayList<>();
    int at = 0;
    while (at + 2 <= input.length && all.size() < MOST) {
      int prefix = (input[at] & 0xff) | ((input[at + 1] & 0xff) << 8);
      int length = Math.min(prefix & ~AS_IT_IS, input.length - at - 2);
      byte[] bytes = new byte[length];
      System.arraycopy(input, at + 2, bytes, 0, length);
      all.add(new Sent(bytes, (prefix & AS_IT_IS) != 0));
      at += 2 + length;
    }
    return all;
  }

  void add(byte[] request) {
    written.write(request.length);
    written.write(request.length >> 8);
    written.write(request, 0, request.length);
  }

  byte[] bytes() {
    return written.toByteArray();
  }
}
