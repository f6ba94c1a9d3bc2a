package org.poormanspipes.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A Unix socket that others connect to by its path.
public final class LocalListener implements AutoCloseable {

  private static final int BACKLOG = 128;
  private static final int CLOSE_ON_EXEC = 0x8_0000;
  private static final int SHUT_RDWR = 2;

  private static final NativeFunction BIND = NativeFunction.named("bind");
  private static final NativeFunction LISTEN = NativeFunction.named("listen");
  private static final NativeFunction ACCEPT = NativeFunction.named("accept4");
  private static final NativeFunction SHUTDOWN = NativeFunction.named("shutdown");

  private final Descriptor socket;
  private final Path path;

  private LocalListener(Descriptor socket, Path path) {
    this.socket = socket;
    this.path = path;
  }

  /// Makes a socket file and listens there.
  ///
  /// @param path the file, which must not exist
  /// @param mode its permissions, whatever the umask, from its first moment on
  /// @return the listener
  /// @throws SystemCallException if the kernel refuses; EADDRINUSE if the file exists
  public static LocalListener bind(Path path, int mode) throws SystemCallException {
    Descriptor socket = LocalSocket.create(path);
    boolean bound = false;
    boolean listening = false;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = SocketAddress.of(arena, path);
      CallState state = CallState.current();
      // Linux gives the file the permissions that the socket has when it is bound.
      socket.chmod(mode);
      if (BIND.retry(state, socket.fd(), address.address(), address.byteSize()) == -1) {
        throw new SystemCallException("bind", Show.quoted(path), state.errno());
      }
      bound = true;
      if (LISTEN.retry(state, socket.fd(), BACKLOG, 0) == -1) {
        throw new SystemCallException("listen", Show.quoted(path), state.errno());
      }
      listening = true;
      return new LocalListener(socket, path);
    } finally {
      if (!listening) {
        socket.close();
        if (bound) {
          Entry.of(path).unlinkIfPresent();
        }
      }
    }
  }

  /// Waits for somebody to connect.
  ///
  /// @return the connection; null once this was closed
  /// @throws SystemCallException if the kernel refuses, for example because too many files are open
  public @Nullable LocalSocket accept() throws SystemCallException {
    if (socket.isClosed()) {
      return null;
    }
    int fd = socket.enter("accept4");
    try {
      CallState state = CallState.current();
      int connected = ACCEPT.retry(state, fd, 0, 0, CLOSE_ON_EXEC, 0);
      if (connected >= 0) {
        return new LocalSocket(new Descriptor(connected, path));
      }
      if (socket.isClosed()) {
        return null;
      }
      throw new SystemCallException("accept4", Show.quoted(path), state.errno());
    } finally {
      socket.leave();
    }
  }

  /// Ends the waits. The file stays.
  @Override
  public void close() {
    int fd = socket.tryEnter();
    if (fd >= 0) {
      socket.close();
      SHUTDOWN.call(CallState.current(), fd, SHUT_RDWR, 0, 0, 0, 0);
      socket.leave();
    }
  }
}
