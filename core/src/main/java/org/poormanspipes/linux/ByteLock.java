package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;

/// Exclusive locks on single bytes of a file, owned by an open file description.
///
/// The kernel drops such a lock when the last reference to its description goes: by close, or by
/// the owner's death, however that came. Two descriptors of one process exclude each other like two
/// processes; one descriptor never excludes itself, and neither do its duplicates. Besides
/// duplicates, a mapping made through the descriptor and a forked child that did not exec are
/// references too. So a lock needs a descriptor of its own that is never mapped, duplicated or
/// passed on.
///
/// The byte need not exist: any offset up to `Long.MAX_VALUE - 1` will do. The descriptor must be
/// open for writing.
///
/// ```
/// struct flock:   0 type (16 bits)   2 whence (16 bits)   8 start   16 len   24 pid (32 bits)
/// ```
public final class ByteLock {

  private static final int F_OFD_GETLK = 36;
  private static final int F_OFD_SETLK = 37;
  private static final short F_WRLCK = 1;
  private static final short F_UNLCK = 2;

  private static final NativeFunction FCNTL = NativeFunction.named("fcntl");

  private ByteLock() {}

  /// Takes the lock on a byte, unless someone else has it. Never waits.
  ///
  /// @param file the owner of the lock
  /// @param offset the byte
  /// @return whether this descriptor has the lock now, perhaps since earlier
  /// @throws SystemCallException if the kernel refuses for another reason
  public static boolean tryLock(Descriptor file, long offset) throws SystemCallException {
    int errno = control(file, F_OFD_SETLK, F_WRLCK, offset);
    if (errno == Errno.EAGAIN || errno == Errno.EACCES) {
      return false;
    }
    check(errno, file, F_OFD_SETLK, F_WRLCK, offset);
    return true;
  }

  /// Gives up the lock on a byte, if this descriptor has it.
  ///
  /// @param file the owner of the lock
  /// @param offset the byte
  /// @throws SystemCallException if the kernel refuses
  public static void unlock(Descriptor file, long offset) throws SystemCallException {
    int errno = control(file, F_OFD_SETLK, F_UNLCK, offset);
    check(errno, file, F_OFD_SETLK, F_UNLCK, offset);
  }

  /// Whether some other open file description has a lock on a byte. The answer may be out of date
  /// when it arrives.
  ///
  /// @param file who asks; its own locks do not count
  /// @param offset the byte
  /// @return whether [#tryLock] would have failed
  /// @throws SystemCallException if the kernel refuses
  public static boolean isHeldByOther(Descriptor file, long offset) throws SystemCallException {
    int errno = control(file, F_OFD_GETLK, F_WRLCK, offset);
    check(errno, file, F_OFD_GETLK, F_WRLCK, offset);
    // The kernel wrote its answer over the question: the lock in the way, or F_UNLCK for none.
    return CallState.current().scratch().get(JAVA_SHORT, 0) != F_UNLCK;
  }

  /// Returns 0 or an error number, for a lock that is taken is not an exception.
  private static int control(Descriptor file, int command, short type, long offset)
      throws SystemCallException {
    int fd = file.enter("fcntl");
    try {
      CallState state = CallState.current();
      long flock = describe(state.scratch(), type, offset);
      return FCNTL.retry(state, fd, command, flock) == -1 ? state.errno() : 0;
    } finally {
      file.leave();
    }
  }

  /// The first store also sets the whence to SEEK_SET, the last the process number to 0: each must
  /// be.
  private static long describe(MemorySegment flock, short type, long offset) {
    flock.set(JAVA_LONG, 0, type);
    flock.set(JAVA_LONG, 8, offset);
    flock.set(JAVA_LONG, 16, 1);
    flock.set(JAVA_LONG, 24, 0);
    return flock.address();
  }

  private static void check(int errno, Descriptor file, int command, short type, long offset)
      throws SystemCallException {
    if (errno != 0) {
      String order = command == F_OFD_GETLK ? "F_OFD_GETLK" : "F_OFD_SETLK";
      String kind = type == F_WRLCK ? "F_WRLCK" : "F_UNLCK";
      String lock = "{" + kind + ", SEEK_SET, " + offset + ", 1}";
      throw new SystemCallException("fcntl", file + ", " + order + ", " + lock, errno);
    }
  }
}
