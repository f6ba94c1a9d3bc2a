package org.poormanspipes.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Learns when a file is closed that somebody had open for writing, by whatever process and for
/// whatever reason, its death included.
///
/// One thread waits; any thread may add and remove watches, and end the wait by [#stop()].
public final class Inotify {

  /// An event that stands for all: some were dropped.
  public static final int EVERY_WATCH = -1;

  private static final NativeFunction INIT = NativeFunction.named("inotify_init1");
  private static final NativeFunction ADD = NativeFunction.named("inotify_add_watch");
  private static final NativeFunction REMOVE = NativeFunction.named("inotify_rm_watch");
  private static final NativeFunction READ = NativeFunction.named("read");
  private static final NativeFunction CLOSE = NativeFunction.named("close");

  private static final int CLOSE_ON_EXEC = 0x8_0000;
  private static final int IN_CLOSE_WRITE = 0x8;
  private static final int IN_DELETE_SELF = 0x400;
  private static final int IN_IGNORED = 0x8000;

  // struct inotify_event { int wd; uint32_t mask, cookie, len; char name[]; }
  private static final int EVENT_MASK = 4;
  private static final int EVENT_NAME_LENGTH = 12;
  private static final int EVENT = 16;

  private static final int BUFFER = 16 << 10;

  private final int fd;
  private final int stopper;
  private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER, Long.BYTES);
  private volatile boolean stopped;

  private Inotify(int fd, int stopper) {
    this.fd = fd;
    this.stopper = stopper;
  }

  /// Makes an instance, of which a user can have 128.
  ///
  /// @param any some file that stays; its watch serves to end the wait
  /// @return the instance
  /// @throws SystemCallException if the kernel refuses
  public static Inotify open(Descriptor any) throws SystemCallException {
    CallState state = CallState.current();
    int fd = INIT.call(state, CLOSE_ON_EXEC, 0, 0, 0, 0, 0);
    if (fd == -1) {
      throw new SystemCallException("inotify_init1", "IN_CLOEXEC", state.errno());
    }
    boolean watching = false;
    try {
      Inotify made = new Inotify(fd, add(fd, any, IN_DELETE_SELF));
      watching = true;
      return made;
    } finally {
      if (!watching) {
        CLOSE.call(state, fd, 0, 0, 0, 0, 0);
      }
    }
  }

  /// Watches a file; it may be unlinked already.
  ///
  /// @param file an open descriptor of it
  /// @return the number of the watch, the same for the same file
  /// @throws SystemCallException if the kernel refuses
  public int watch(Descriptor file) throws SystemCallException {
    return add(fd, file, IN_CLOSE_WRITE);
  }

  private static int add(int fd, Descriptor file, int mask) throws SystemCallException {
    CallState state = CallState.current();
    String path = "/proc/self/fd/" + file.fd();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(path, StandardCharsets.US_ASCII);
      int watch = ADD.call(state, fd, name.address(), mask, 0, 0, 0);
      if (watch == -1) {
        throw new SystemCallException("inotify_add_watch", "\"" + path + "\"", state.errno());
      }
      return watch;
    }
  }

  /// Ends a watch.
  ///
  /// @param watch its number
  public void unwatch(int watch) {
    // Fails if the file is gone for good, and the watch with it.
    REMOVE.call(CallState.current(), fd, watch, 0, 0, 0, 0);
  }

  /// Waits for files to be closed.
  ///
  /// @param nanos how long at most; `Long.MAX_VALUE` is for ever
  /// @return the numbers of their watches, or [#EVERY_WATCH]; nothing when the time is over, or
  ///     once it was stopped
  /// @throws SystemCallException if the kernel refuses
  public List<Integer> await(long nanos) throws SystemCallException {
    List<Integer> closed = new ArrayList<>();
    while (closed.isEmpty() && !stopped) {
      if (nanos != Long.MAX_VALUE && !Poll.isReadable(fd, nanos, "inotify")) {
        return List.of();
      }
      read(closed);
    }
    return stopped ? List.of() : closed;
  }

  private void read(List<Integer> closed) throws SystemCallException {
    CallState state = CallState.current();
    long read = READ.callLong(state, fd, buffer.address(), BUFFER, 0, 0, 0);
    if (read == -1 && state.errno() != Errno.EINTR) {
      throw new SystemCallException("read", "inotify", state.errno());
    }
    for (long at = 0; at < read; ) {
      int mask = buffer.get(ValueLayout.JAVA_INT, at + EVENT_MASK);
      if ((mask & IN_IGNORED) == 0) {
        closed.add(buffer.get(ValueLayout.JAVA_INT, at));
      }
      at += EVENT + buffer.get(ValueLayout.JAVA_INT, at + EVENT_NAME_LENGTH);
    }
  }

  /// Ends the wait, and all that follow.
  public void stop() {
    stopped = true;
    // Removing a watch is an event of its own, which wakes the reader.
    unwatch(stopper);
  }

  /// Whether it was stopped.
  ///
  /// @return true after [#stop()]
  public boolean isStopped() {
    return stopped;
  }

  /// Closes the descriptor; by the waiting thread, when it is done.
  public void close() {
    CLOSE.call(CallState.current(), fd, 0, 0, 0, 0, 0);
  }
}
