package org.poormanspipes.linux;

/// The kernel's error numbers, their names and their texts.
public final class Errno {

  /// Operation not permitted.
  public static final int EPERM = 1;

  /// No such file or directory.
  public static final int ENOENT = 2;

  /// No such process.
  public static final int ESRCH = 3;

  /// Interrupted system call.
  public static final int EINTR = 4;

  /// Input/output error.
  public static final int EIO = 5;

  /// No such device or address.
  public static final int ENXIO = 6;

  /// Bad file descriptor.
  public static final int EBADF = 9;

  /// Resource temporarily unavailable.
  public static final int EAGAIN = 11;

  /// Cannot allocate memory.
  public static final int ENOMEM = 12;

  /// Permission denied.
  public static final int EACCES = 13;

  /// Bad address.
  public static final int EFAULT = 14;

  /// Device or resource busy.
  public static final int EBUSY = 16;

  /// File exists.
  public static final int EEXIST = 17;

  /// Invalid cross-device link.
  public static final int EXDEV = 18;

  /// No such device.
  public static final int ENODEV = 19;

  /// Not a directory.
  public static final int ENOTDIR = 20;

  /// Is a directory.
  public static final int EISDIR = 21;

  /// Invalid argument.
  public static final int EINVAL = 22;

  /// Too many open files in system.
  public static final int ENFILE = 23;

  /// Too many open files.
  public static final int EMFILE = 24;

  /// Inappropriate ioctl for device.
  public static final int ENOTTY = 25;

  /// File too large.
  public static final int EFBIG = 27;

  /// No space left on device.
  public static final int ENOSPC = 28;

  /// Illegal seek.
  public static final int ESPIPE = 29;

  /// Read-only file system.
  public static final int EROFS = 30;

  /// Too many links.
  public static final int EMLINK = 31;

  /// Broken pipe.
  public static final int EPIPE = 32;

  /// Numerical result out of range.
  public static final int ERANGE = 34;

  /// Resource deadlock avoided.
  public static final int EDEADLK = 35;

  /// File name too long.
  public static final int ENAMETOOLONG = 36;

  /// No locks available.
  public static final int ENOLCK = 37;

  /// Function not implemented.
  public static final int ENOSYS = 38;

  /// Directory not empty.
  public static final int ENOTEMPTY = 39;

  /// Too many levels of symbolic links.
  public static final int ELOOP = 40;

  /// No data available.
  public static final int ENODATA = 61;

  /// Protocol error.
  public static final int EPROTO = 71;

  /// Value too large for defined data type.
  public static final int EOVERFLOW = 75;

  /// Invalid or incomplete multibyte or wide character.
  public static final int EILSEQ = 84;

  /// Message too long.
  public static final int EMSGSIZE = 90;

  /// Operation not supported.
  public static final int EOPNOTSUPP = 95;

  /// Software caused connection abort.
  public static final int ECONNABORTED = 103;

  /// Address already in use.
  public static final int EADDRINUSE = 98;

  /// Transport endpoint is not connected.
  public static final int ENOTCONN = 107;

  /// Too many references: cannot splice.
  public static final int ETOOMANYREFS = 109;

  /// Connection timed out.
  public static final int ETIMEDOUT = 110;

  /// Connection refused.
  public static final int ECONNREFUSED = 111;

  /// Stale file handle.
  public static final int ESTALE = 116;

  /// Disk quota exceeded.
  public static final int EDQUOT = 122;

  /// Owner died.
  public static final int EOWNERDEAD = 130;

  private Errno() {}

  /// The symbolic name of an error.
  ///
  /// @param errno an error number
  /// @return for example `ENOENT`; `errno 4711` for a number that Linux does not use
  public static String name(int errno) {
    return ErrnoTable.name(errno);
  }

  /// What an error means, in English, whatever the locale.
  ///
  /// @param errno an error number
  /// @return for example `No such file or directory`
  public static String text(int errno) {
    return ErrnoTable.text(errno);
  }
}
