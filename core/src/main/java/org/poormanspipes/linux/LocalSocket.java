package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A connected Unix socket, unix(7), over which descriptors can be handed. Java's own sockets carry
/// none.
public final class LocalSocket implements AutoCloseable {

  private static final int SOL_SOCKET = 1;
  private static final int SO_PEERCRED = 17;
  private static final int SO_SNDTIMEO = 21;
  private static final int F_DUPFD_CLOEXEC = 1030;

  /// How long to wait for a listener that does not come to accept.
  private static final long PATIENCE_SECONDS = 10;

  private static final NativeFunction SOCKET = NativeFunction.named("socket");
  private static final NativeFunction SOCKETPAIR = NativeFunction.named("socketpair");
  private static final NativeFunction CONNECT = NativeFunction.named("connect");
  private static final NativeFunction GETSOCKOPT = NativeFunction.named("getsockopt");
  private static final NativeFunction SETSOCKOPT = NativeFunction.named("setsockopt");
  private static final NativeFunction FCNTL = NativeFunction.named("fcntl");

  private final Descriptor socket;

  LocalSocket(Descriptor socket) {
    this.socket = socket;
  }

  /// Connects to who listens at a path.
  ///
  /// @param path the socket
  /// @return the connection
  /// @throws SystemCallException if the kernel refuses; ECONNREFUSED if nobody listens there,
  ///     EAGAIN if too many others wait to be accepted, for ten seconds
  public static LocalSocket connect(Path path) throws SystemCallException {
    Descriptor socket = create(path);
    boolean connected = false;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = SocketAddress.of(arena, path);
      CallState state = CallState.current();
      // struct timeval { long seconds, microseconds; }
      MemorySegment patience = arena.allocateFrom(JAVA_LONG, PATIENCE_SECONDS, 0);
      SETSOCKOPT.retry(
          state, socket.fd(), SOL_SOCKET, SO_SNDTIMEO, patience.address(), patience.byteSize());
      if (CONNECT.retry(state, socket.fd(), address.address(), address.byteSize()) == -1) {
        throw new SystemCallException("connect", Show.quoted(path), state.errno());
      }
      connected = true;
      return new LocalSocket(socket);
    } finally {
      if (!connected) {
        socket.close();
      }
    }
  }

  static Descriptor create(Path path) throws SystemCallException {
    CallState state = CallState.current();
    int fd = SOCKET.retry(state, SocketAddress.AF_UNIX, SocketAddress.STREAM_CLOEXEC, 0);
    if (fd == -1) {
      throw new SystemCallException("socket", "AF_UNIX", state.errno());
    }
    return new Descriptor(fd, path);
  }

  /// A socket that this process has already, for example from who started it.
  ///
  /// @param fd its number, which stays the caller's to close
  /// @return another descriptor of it
  /// @throws SystemCallException if there is no such descriptor
  public static LocalSocket of(int fd) throws SystemCallException {
    CallState state = CallState.current();
    int own = FCNTL.retry(state, fd, F_DUPFD_CLOEXEC, 0);
    if (own == -1) {
      throw new SystemCallException("fcntl", fd + ", F_DUPFD_CLOEXEC", state.errno());
    }
    return new LocalSocket(new Descriptor(own, Path.of("socket")));
  }

  /// Two sockets that are connected with each other.
  ///
  /// @param one an end
  /// @param other the other end
  public record Pair(LocalSocket one, LocalSocket other) implements AutoCloseable {
    @Override
    public void close() {
      one.close();
      other.close();
    }
  }

  /// Makes two sockets that are connected with each other.
  ///
  /// @return both
  /// @throws SystemCallException if the kernel refuses
  public static Pair pair() throws SystemCallException {
    CallState state = CallState.current();
    MemorySegment ends = state.scratch();
    int made =
        SOCKETPAIR.retry(
            state, SocketAddress.AF_UNIX, SocketAddress.STREAM_CLOEXEC, 0, ends.address(), 0);
    if (made == -1) {
      throw new SystemCallException("socketpair", "AF_UNIX", state.errno());
    }
    Path name = Path.of("socket");
    return new Pair(
        new LocalSocket(new Descriptor(ends.getAtIndex(JAVA_INT, 0), name)),
        new LocalSocket(new Descriptor(ends.getAtIndex(JAVA_INT, 1), name)));
  }

  /// Who is at the other end.
  ///
  /// @param pid its process, in this PID namespace
  /// @param uid its user
  /// @param gid its group
  public record Credentials(int pid, int uid, int gid) {}

  /// Who connected, or who began to listen, as the kernel noted it then.
  ///
  /// @return the other end
  /// @throws SystemCallException if the kernel refuses, ENOTSOCK for what is no socket
  public Credentials peer() throws SystemCallException {
    int fd = socket.enter("getsockopt");
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment credentials = arena.allocate(JAVA_INT, 3);
      MemorySegment length = arena.allocateFrom(JAVA_INT, 3 * Integer.BYTES);
      CallState state = CallState.current();
      int got =
          GETSOCKOPT.retry(
              state, fd, SOL_SOCKET, SO_PEERCRED, credentials.address(), length.address());
      if (got == -1) {
        throw new SystemCallException("getsockopt", socket + ", SO_PEERCRED", state.errno());
      }
      return new Credentials(
          credentials.getAtIndex(JAVA_INT, 0),
          credentials.getAtIndex(JAVA_INT, 1),
          credentials.getAtIndex(JAVA_INT, 2));
    } finally {
      socket.leave();
    }
  }

  /// Sends a short message, and never waits: what does not fit into the socket's own memory is
  /// refused.
  ///
  /// @param data the message
  /// @param descriptors what goes with it
  /// @throws SystemCallException if the kernel refuses: EAGAIN if the other end does not read
  public void send(byte[] data, List<Descriptor> descriptors) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocateFrom(JAVA_BYTE, data);
      if (DescriptorMessage.send(socket, copy, descriptors) < data.length) {
        throw new SystemCallException("sendmsg", socket.toString(), Errno.EAGAIN);
      }
    }
  }

  /// What came.
  ///
  /// @param data as much as was asked for, or less if the other end closed, or nothing more came in
  ///     time
  /// @param descriptors what came with it; the caller's from now on
  /// @param excess whether more descriptors came than were asked for; the kernel closed those
  /// @param late whether the time was over
  public record Handed(ByteBuffer data, List<Descriptor> descriptors, boolean excess, boolean late)
      implements AutoCloseable {
    /// Closes all descriptors.
    @Override
    public void close() {
      descriptors.forEach(Descriptor::close);
    }
  }

  /// Receives a message of a known length.
  ///
  /// @param length how long it is
  /// @param most how many descriptors may come with it
  /// @param nanos how long to wait for all of it
  /// @return what came
  /// @throws IOException if the kernel refuses; nothing was taken then
  public Handed receive(int length, int most, long nanos) throws IOException {
    long started = System.nanoTime();
    List<Descriptor> descriptors = new ArrayList<>();
    boolean excess = false;
    boolean done = false;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocate(length);
      int got = 0;
      while (got < length && !excess) {
        if (!awaitData(nanos - (System.nanoTime() - started))) {
          break;
        }
        DescriptorMessage.Received received =
            DescriptorMessage.receive(
                socket, data.asSlice(got), most - descriptors.size(), socket.path());
        descriptors.addAll(received.descriptors());
        excess = !received.complete();
        got += received.bytes();
        if (received.bytes() == 0) {
          break;
        }
      }
      done = true;
      boolean late = System.nanoTime() - started >= nanos;
      return new Handed(
          ByteBuffer.wrap(data.asSlice(0, got).toArray(JAVA_BYTE)), descriptors, excess, late);
    } finally {
      if (!done) {
        descriptors.forEach(Descriptor::close);
      }
    }
  }

  /// Waits until something is there, the end included.
  private boolean awaitData(long nanos) throws SystemCallException {
    long started = System.nanoTime();
    int fd = socket.enter("poll");
    try {
      long left = nanos;
      do {
        if (Poll.isReadable(fd, Math.max(left, 0), socket.toString())) {
          return true;
        }
        left = nanos - (System.nanoTime() - started);
      } while (left > 0);
      return false;
    } finally {
      socket.leave();
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  @Override
  public String toString() {
    return socket.toString();
  }
}
