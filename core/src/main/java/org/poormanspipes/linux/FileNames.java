package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Directory entries: making, moving, removing and listing names.
///
/// Every method throws a [SystemCallException] when the kernel refuses.
public final class FileNames {

  private static final NativeFunction UNLINK = NativeFunction.named("unlink");
  private static final NativeFunction RENAME = NativeFunction.named("rename");
  private static final NativeFunction MKDIR = NativeFunction.named("mkdir");
  private static final NativeFunction RMDIR = NativeFunction.named("rmdir");
  private static final NativeFunction SYMLINK = NativeFunction.named("symlink");
  private static final NativeFunction READLINK = NativeFunction.named("readlink");

  /// No target is longer (PATH_MAX).
  private static final int LONGEST_TARGET = 4096;

  private FileNames() {}

  /// Removes the name of a file. The file itself lives on while someone has it open or mapped.
  ///
  /// @param path the name
  /// @throws SystemCallException if the kernel refuses, with ENOENT if there is none
  public static void unlink(Path path) throws SystemCallException {
    onOnePath(UNLINK, path);
  }

  /// Removes the name of a file if there is one.
  ///
  /// @param path the name
  /// @return whether this call removed it
  /// @throws SystemCallException if the kernel refuses
  public static boolean unlinkIfPresent(Path path) throws SystemCallException {
    try {
      onOnePath(UNLINK, path);
      return true;
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ENOENT) {
        return false;
      }
      throw e;
    }
  }

  /// Renames a file or directory, in one step and replacing a file that has the new name.
  ///
  /// @param from the old name
  /// @param to the new name, on the same file system
  /// @throws SystemCallException if the kernel refuses
  public static void rename(Path from, Path to) throws SystemCallException {
    CallState state = CallState.current();
    try (Arena arena = Arena.ofConfined()) {
      long source = NativeText.of(arena, from).address();
      long target = NativeText.of(arena, to).address();
      if (RENAME.retry(state, source, target, 0) == -1) {
        String names = Show.quoted(from) + ", " + Show.quoted(to);
        throw new SystemCallException("rename", names, state.errno());
      }
    }
  }

  /// Makes a directory.
  ///
  /// @param path its name
  /// @param mode its permission bits, reduced by the process's umask
  /// @throws SystemCallException if the kernel refuses, with EEXIST if the name is taken
  public static void mkdir(Path path, int mode) throws SystemCallException {
    CallState state = CallState.current();
    try (Arena arena = Arena.ofConfined()) {
      if (MKDIR.retry(state, NativeText.of(arena, path).address(), mode, 0) == -1) {
        String arguments = Show.quoted(path) + ", " + Show.mode(mode);
        throw new SystemCallException("mkdir", arguments, state.errno());
      }
    }
  }

  /// Removes an empty directory.
  ///
  /// @param path its name
  /// @throws SystemCallException if the kernel refuses, with ENOTEMPTY if something is in it
  public static void rmdir(Path path) throws SystemCallException {
    onOnePath(RMDIR, path);
  }

  /// Makes a symbolic link.
  ///
  /// @param target what it says, taken as it is
  /// @param link its name
  /// @throws SystemCallException if the kernel refuses, with EEXIST if the name is taken
  public static void symlink(String target, Path link) throws SystemCallException {
    CallState state = CallState.current();
    try (Arena arena = Arena.ofConfined()) {
      long text = NativeText.of(arena, target).address();
      if (SYMLINK.retry(state, text, NativeText.of(arena, link).address(), 0) == -1) {
        String arguments = Show.quoted(target) + ", " + Show.quoted(link);
        throw new SystemCallException("symlink", arguments, state.errno());
      }
    }
  }

  /// What a symbolic link says.
  ///
  /// @param link its name
  /// @return its target, as it is
  /// @throws SystemCallException if the kernel refuses, with EINVAL if it is not a symbolic link
  public static String readlink(Path link) throws SystemCallException {
    CallState state = CallState.current();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(LONGEST_TARGET);
      long name = NativeText.of(arena, link).address();
      int length = READLINK.retry(state, name, target.address(), LONGEST_TARGET);
      if (length == -1) {
        throw new SystemCallException("readlink", Show.quoted(link), state.errno());
      }
      byte[] bytes = new byte[length];
      MemorySegment.copy(target, JAVA_BYTE, 0, bytes, 0, length);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /// The names in a directory, without `.` and `..`, in the file system's order.
  ///
  /// Names that come or go during the call may or may not be among them.
  ///
  /// @param directory the directory
  /// @return its names
  /// @throws SystemCallException if the kernel refuses
  public static List<String> list(Path directory) throws SystemCallException {
    return DirectoryListing.of(directory);
  }

  private static void onOnePath(NativeFunction function, Path path) throws SystemCallException {
    CallState state = CallState.current();
    try (Arena arena = Arena.ofConfined()) {
      if (function.retry(state, NativeText.of(arena, path).address(), 0, 0) == -1) {
        throw new SystemCallException(function.name(), Show.quoted(path), state.errno());
      }
    }
  }
}
