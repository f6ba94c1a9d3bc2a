package org.poormanspipes.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// An open file descriptor.
///
/// It is always close-on-exec: a descriptor that leaks into a child process would keep locks alive
/// after their owner's death. It is never closed by garbage collection, since a lock that
/// disappears at some random moment is worse than a descriptor that leaks.
///
/// Any thread may close it while others use it: operations under way end undisturbed, the last one
/// closes, later ones fail with EBADF.
public final class Descriptor implements AutoCloseable {

  /// How to open a file. Without an access flag it is opened for reading only.
  public enum Flag {
    /// For reading only.
    READ_ONLY("O_RDONLY", 0),
    /// For writing only.
    WRITE_ONLY("O_WRONLY", 1),
    /// For reading and writing.
    READ_WRITE("O_RDWR", 2),
    /// Create the file if there is none.
    CREATE("O_CREAT", 0x40),
    /// With [#CREATE]: fail with EEXIST if there is one.
    EXCLUSIVE("O_EXCL", 0x80),
    /// Cut the file to nothing.
    TRUNCATE("O_TRUNC", 0x200),
    /// Write at the end. Then [Descriptor#write] ignores its position, as Linux does.
    APPEND("O_APPEND", 0x400),
    /// Never wait, neither when opening a FIFO nor later.
    NON_BLOCKING("O_NONBLOCK", 0x800),
    /// Fail with ENOTDIR if it is not a directory.
    DIRECTORY("O_DIRECTORY", Platform.current().openDirectory()),
    /// Fail with ELOOP if the last component is a symbolic link.
    NO_FOLLOW("O_NOFOLLOW", Platform.current().openNoFollow()),
    /// Only to hold it and to look names up in it; with [#NO_FOLLOW] also a symbolic link.
    PATH_ONLY("O_PATH", 0x20_0000);

    private final String symbol;
    private final int bits;

    Flag(String symbol, int bits) {
      this.symbol = symbol;
      this.bits = bits;
    }
  }

  private static final int CLOSE_ON_EXEC = 0x8_0000;

  private static final NativeFunction OPEN = NativeFunction.named("openat");
  private static final NativeFunction CLOSE = NativeFunction.named("close");
  private static final NativeFunction FTRUNCATE = NativeFunction.named("ftruncate");

  private final int fd;
  private final Path path;
  private final UseCount uses = new UseCount();

  Descriptor(int fd, Path path) {
    this.fd = fd;
    this.path = path;
  }

  /// Opens a file, always with O_CLOEXEC.
  ///
  /// @param path the file
  /// @param flags how; at most one of READ_ONLY, WRITE_ONLY and READ_WRITE
  /// @param mode permission bits of a file that is created, reduced by the process's umask
  /// @return the open descriptor
  /// @throws SystemCallException if the kernel refuses
  /// @throws IllegalArgumentException if the flags contradict each other
  public static Descriptor open(Path path, Set<Flag> flags, int mode) throws SystemCallException {
    return open(Entry.of(path), flags, mode);
  }

  static Descriptor open(Entry entry, Set<Flag> flags, int mode) throws SystemCallException {
    int bits = bits(flags);
    CallState state = CallState.current();
    int directory = entry.enter("open");
    try (Arena arena = Arena.ofConfined()) {
      long name = entry.name(arena).address();
      int fd = OPEN.retry(state, directory, name, bits | CLOSE_ON_EXEC, mode, 0);
      if (fd == -1) {
        throw new SystemCallException("open", show(entry.path(), flags, mode), state.errno());
      }
      return new Descriptor(fd, entry.path());
    } finally {
      entry.leave();
    }
  }

  private static int bits(Set<Flag> flags) {
    int access = 0;
    int bits = 0;
    for (Flag flag : flags) {
      access += flag.compareTo(Flag.READ_WRITE) <= 0 ? 1 : 0;
      bits |= flag.bits;
    }
    if (access > 1) {
      throw new IllegalArgumentException("more than one kind of access: flags=" + flags);
    }
    return bits;
  }

  private static String show(Path path, Set<Flag> flags, int mode) {
    StringBuilder text = new StringBuilder();
    // As declared, whatever the caller's set, so that the access comes first.
    EnumSet<Flag> sorted = EnumSet.noneOf(Flag.class);
    sorted.addAll(flags);
    if (sorted.isEmpty() || sorted.iterator().next().compareTo(Flag.READ_WRITE) > 0) {
      sorted.add(Flag.READ_ONLY);
    }
    for (Flag flag : sorted) {
      text.append(text.isEmpty() ? "" : "|").append(flag.symbol);
    }
    String created = flags.contains(Flag.CREATE) ? ", " + Show.mode(mode) : "";
    return Show.quoted(path) + ", " + text + created;
  }

  /// The number of the descriptor. Nothing keeps it from being closed while the caller uses it.
  ///
  /// @return a number from 0
  public int fd() {
    return fd;
  }

  /// The path that was opened; the file may have been renamed or deleted since.
  ///
  /// @return the path, as it was given
  public Path path() {
    return path;
  }

  /// What the file is like now.
  ///
  /// @return its status
  /// @throws SystemCallException if the kernel refuses
  public FileStatus status() throws SystemCallException {
    int number = enter("statx");
    try {
      return Statx.ofDescriptor(number, this);
    } finally {
      leave();
    }
  }

  /// Sets the size of the file, with a hole where it grows. Room in a hole is not promised:
  /// touching it through a mapping of a full file system kills the program, see [#allocate].
  ///
  /// @param size the new size in bytes
  /// @throws SystemCallException if the kernel refuses
  public void truncate(long size) throws SystemCallException {
    int number = enter("ftruncate");
    try {
      CallState state = CallState.current();
      if (FTRUNCATE.retry(state, number, size, 0) == -1) {
        throw new SystemCallException("ftruncate", this + ", " + size, state.errno());
      }
    } finally {
      leave();
    }
  }

  /// Really allocates part of the file, and extends the file to hold it. What is allocated already
  /// stays as it is.
  ///
  /// @param offset the first byte
  /// @param length how many bytes
  /// @throws SystemCallException if there is no room: it says what was asked for and what there is
  public void allocate(long offset, long length) throws SystemCallException {
    int number = enter("fallocate");
    try {
      Allocation.allocate(this, number, offset, length);
    } finally {
      leave();
    }
  }

  /// Sets the permission bits, exactly: the umask does not apply.
  ///
  /// @param mode for example 0600
  /// @throws SystemCallException if the kernel refuses
  public void chmod(int mode) throws SystemCallException {
    int number = enter("fchmod");
    try {
      Ownership.chmod(this, number, mode);
    } finally {
      leave();
    }
  }

  /// Sets the owner and the group.
  ///
  /// @param uid the user, or -1 to leave it
  /// @param gid the group, or -1 to leave it
  /// @throws SystemCallException if the kernel refuses
  public void chown(int uid, int gid) throws SystemCallException {
    int number = enter("fchown");
    try {
      Ownership.chown(this, number, uid, gid);
    } finally {
      leave();
    }
  }

  /// Reads until the segment is full or the file ends.
  ///
  /// @param target native memory; not a shared mapping: a file that shrank would kill the program
  /// @param position where to begin in the file
  /// @return how many bytes were read: fewer than asked for only at the end of the file
  /// @throws SystemCallException if the kernel refuses
  /// @throws IllegalArgumentException if the segment is on the heap, read-only or 2 GiB or more
  public int read(MemorySegment target, long position) throws SystemCallException {
    int number = enter("pread");
    try {
      return Transfer.read(this, number, target, position);
    } finally {
      leave();
    }
  }

  /// Writes the whole segment.
  ///
  /// @param source native memory; not a shared mapping, as in [#read]
  /// @param position where to begin in the file
  /// @return how many bytes were written: all
  /// @throws SystemCallException if the kernel refuses; a part may have been written
  /// @throws IllegalArgumentException if the segment is on the heap, or 2 GiB or more
  public int write(MemorySegment source, long position) throws SystemCallException {
    int number = enter("pwrite");
    try {
      return Transfer.write(this, number, source, position);
    } finally {
      leave();
    }
  }

  /// Reads once, from where the descriptor stands: what a device hands out at a time.
  /// @param target native memory
  /// @return how many bytes, or a negative error number
  public long receive(MemorySegment target) {
    return Transfer.once(Transfer.READ, this, target);
  }

  /// Writes once, to where the descriptor stands: what a device takes at a time.
  /// @param source native memory
  /// @return how many bytes, or a negative error number
  public long send(MemorySegment source) {
    return Transfer.once(Transfer.WRITE, this, source);
  }

  /// Whether [#close] was called, even while operations are still under way.
  /// @return true from then on
  public boolean isClosed() {
    return uses.isClosed();
  }

  /// Closes the descriptor, and so drops the locks taken through it. Does nothing the second time.
  @Override
  public void close() {
    if (uses.close()) {
      release();
    }
  }

  /// Begins an operation if it is open: [#leave] must follow then. The number, or -1.
  int tryEnter() {
    return uses.enter() ? fd : -1;
  }

  /// Begins an operation; [#leave] must follow.
  int enter(String call) throws SystemCallException {
    if (!uses.enter()) {
      throw new SystemCallException(call, "closed " + Show.quoted(path), Errno.EBADF);
    }
    return fd;
  }

  /// Ends an operation, and closes if that was asked for meanwhile.
  void leave() {
    if (uses.leave()) {
      release();
    }
  }

  /// Not repeated after EINTR: Linux has given the number back by then.
  private void release() {
    CLOSE.call(CallState.current(), fd, 0, 0, 0, 0, 0);
  }

  /// For example `7 "/dev/shm/x"`.
  @Override
  public String toString() {
    return fd + " " + Show.quoted(path);
  }
}
