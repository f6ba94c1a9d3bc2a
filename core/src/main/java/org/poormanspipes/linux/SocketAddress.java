package org.poormanspipes.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The address of a Unix socket: `struct sockaddr_un { uint16_t family; char path[108]; }`.
final class SocketAddress {

  static final int AF_UNIX = 1;
  static final int STREAM_CLOEXEC = 1 | 0x8_0000;

  private static final int PATH = 2;

  /// The longest path, without the NUL behind it.
  private static final int MOST = 107;

  private SocketAddress() {}

  /// Of a path; its size is the address's length.
  static MemorySegment of(Arena arena, Path path) throws SystemCallException {
    byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
    if (name.length > MOST) {
      throw new SystemCallException(
          "bind or connect",
          Show.quoted(path),
          Errno.ENAMETOOLONG,
          "the path of a socket has at most " + MOST + " bytes, this one has " + name.length);
    }
    MemorySegment address = arena.allocate(PATH + name.length + 1L, Long.BYTES);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, PATH, name.length);
    return address;
  }
}
