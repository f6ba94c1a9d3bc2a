package org.poormanspipes.mounted;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.ToLongFunction;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.linux.Errno;

/// A descriptor of a file in a mount, which never waits by itself: each call is one system call.
final class FileHandle implements Handle {
  /// The numbers of `IoctlRequests`, spelled out: what a client in C would be compiled with.
  private static final int INFO = 0x8020_E701;

  private static final int GET = 0xC100_E702;
  private static final int SET = 0x4100_E703;
  private static final int STAT = 0x9000_E704;
  private static final int PEEK = 0x9000_E705;
  private static final int INFO_SIZE = 32;
  private static final int LOST = 8;
  private static final int MESSAGES = 24;
  private static final int TEXT = 256;
  private static final int LONG_TEXT = 4096;

  private final String name;
  private final Access access;
  private final Place place;
  private final String file;
  private final int fd;
  private final boolean messages;
  private final boolean broadcast;
  private final Poller.Registration polls;
  private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
  private final FilePath path;

  /// Guarded by the write lock.
  private boolean closed;

  FileHandle(String name, Access access, Place place, int fd) throws IOException {
    this.name = name;
    this.access = access;
    this.place = place;
    this.file = place.file(name);
    this.fd = fd;
    this.polls = Poller.shared().register(fd);
    this.messages = info().get(ValueLayout.JAVA_INT_UNALIGNED, MESSAGES) != 0;
    this.broadcast = get("delivery").equals("broadcast");
    this.path = new FilePath(this);
  }

  String name() {
    return name;
  }

  boolean messages() {
    return messages;
  }

  boolean broadcast() {
    return broadcast;
  }

  void require(boolean granted, String operation) throws DeviceException {
    if (!granted) {
      throw new DeviceException(
          Kind.DENIED, "'" + name + "' was opened with access=" + access + ": no " + operation);
    }
  }

  boolean isClosed() {
    return polls.isClosed();
  }

  Access access() {
    return access;
  }

  /// A call with the descriptor, which stays open as long as it takes.
  private long use(ToLongFunction<Integer> call) throws ClosedChannelException {
    use.readLock().lock();
    try {
      if (closed) {
        throw new ClosedChannelException();
      }
      return call.applyAsLong(fd);
    } finally {
      use.readLock().unlock();
    }
  }

  /// One read(2).
  long read(MemorySegment target, long offset, long length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("the target is read-only");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer =
          target.isNative() ? target.asSlice(offset, length) : arena.allocate(length);
      long read;
      do {
        read = use(number -> Native.read(number, buffer));
      } while (read == -Errno.EINTR);
      if (read > 0 && !target.isNative()) {
        MemorySegment.copy(buffer, 0, target, offset, read);
      }
      if (read > 0) {
        return read;
      }
      if (read == -Errno.EAGAIN) {
        return Outcome.EMPTY;
      }
      if (read < 0) {
        throw Failures.of(read, "read '" + name + "'");
      }
      return Outcome.END;
    }
  }

  /// One write(2).
  long write(MemorySegment source, long offset, long length) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = source.asSlice(offset, length);
      if (!source.isNative()) {
        buffer = arena.allocate(Math.max(1, length)).asSlice(0, length).copyFrom(buffer);
      }
      MemorySegment bytes = buffer;
      long written;
      do {
        written = use(number -> Native.write(number, bytes));
      } while (written == -Errno.EINTR);
      if (written >= 0) {
        return written;
      }
      if (written == -Errno.EAGAIN) {
        return Outcome.FULL;
      }
      String what = "write " + length + " bytes to '" + name + "'";
      if (written == -Errno.EMSGSIZE) {
        long capacity = Long.parseLong(get("capacity"));
        what += ", whose largest message is " + (capacity / 8 * 8 - 8);
      }
      throw Failures.of(written, what);
    }
  }

  /// The ioctl that peeks.
  long peek(MemorySegment target, long offset, long length) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(LONG_TEXT, Long.BYTES);
      ioctl(PEEK, room, "peek");
      int seen = room.get(ValueLayout.JAVA_INT, 0);
      if (seen <= 0) {
        return seen;
      }
      long copied = Math.min(seen, length);
      MemorySegment.copy(room, Integer.BYTES, target, offset, copied);
      return copied;
    }
  }

  private void ioctl(int command, MemorySegment argument, String what) throws IOException {
    long result = use(number -> Native.ioctl(number, command, argument));
    if (result < 0) {
      throw Failures.of(result, what + " '" + name + "'");
    }
  }

  private MemorySegment info() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(INFO_SIZE, Long.BYTES);
      ioctl(INFO, room, "ask about");
      return MemorySegment.ofArray(room.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /// What is left of a message.
  long remainder() throws IOException {
    return info().get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
  }

  /// What was lost since it was opened.
  long lost() throws IOException {
    return info().get(ValueLayout.JAVA_LONG_UNALIGNED, LOST);
  }

  String get(String property) throws IOException {
    return text(GET, TEXT, property, "get " + property + " of");
  }

  private String text(int command, int size, String input, String what) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(size, Long.BYTES);
      byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
      MemorySegment.copy(MemorySegment.ofArray(bytes), 0, room, 0, bytes.length);
      ioctl(command, room, what);
      return room.getString(0);
    }
  }

  Watch watch(int events, long nanos, Runnable look) throws IOException {
    return polls.watch(events, nanos, look);
  }

  @Override
  public FastPath path() {
    return path;
  }

  @Override
  public Attributes stat() throws IOException {
    return Properties.ofLines(text(STAT, LONG_TEXT, "", "stat"));
  }

  @Override
  public void set(Map<String, String> changes) throws IOException {
    for (String property : Properties.inOrder(changes)) {
      String change = property + "=" + changes.get(property);
      text(SET, TEXT, change, "set " + change + " of");
    }
  }

  /// The server hears of it after close(2) has returned; a question about the same name is answered
  /// after that.
  @Override
  public void close() throws IOException {
    polls.close();
    use.writeLock().lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      Native.close(fd);
    } finally {
      use.writeLock().unlock();
    }
    place.exists(file);
  }
}
