package org.poormanspipes.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A name in a directory: looking at it, opening, making, moving and removing it. If the directory
/// is held open, the name is looked up in that very directory, whatever its path leads to by now.
///
/// No method follows a symbolic link at the name itself, but for [#open], which does what its flags
/// say. Every method throws a [SystemCallException] when the kernel refuses.
///
/// @param directory the directory, held open; null for where the path leads
/// @param path the whole path, for sentences; with a directory only its last component is used
public record Entry(@Nullable Descriptor directory, Path path) {

  private static final NativeFunction UNLINK = NativeFunction.named("unlinkat");
  private static final NativeFunction RENAME = NativeFunction.named("renameat");
  private static final NativeFunction MKDIR = NativeFunction.named("mkdirat");
  private static final NativeFunction SYMLINK = NativeFunction.named("symlinkat");
  private static final NativeFunction READLINK = NativeFunction.named("readlinkat");

  private static final int CURRENT_DIRECTORY = -100;
  private static final int REMOVE_DIRECTORY = 0x200;

  /// No target is longer (PATH_MAX).
  private static final int LONGEST_TARGET = 4096;

  /// A name that is looked up by its path.
  ///
  /// @param path the path
  /// @return the name at its end
  public static Entry of(Path path) {
    return new Entry(null, path);
  }

  /// A name in a directory that is held open.
  ///
  /// @param directory the directory
  /// @param name the name in it
  /// @return the name
  public static Entry in(Descriptor directory, String name) {
    return new Entry(directory, directory.path().resolve(name));
  }

  /// Opens the file, as [Descriptor#open] does.
  ///
  /// @param flags how
  /// @param mode permissions of a file that is created
  /// @return the open descriptor
  public Descriptor open(Set<Descriptor.Flag> flags, int mode) throws SystemCallException {
    return Descriptor.open(this, flags, mode);
  }

  /// What stands there.
  ///
  /// @return its status, with ENOENT if there is nothing
  public FileStatus status() throws SystemCallException {
    return Statx.ofEntry(this);
  }

  /// What stands there, if anything does.
  ///
  /// @return its status, or null
  public @Nullable FileStatus statusIfPresent() throws SystemCallException {
    try {
      return status();
    } catch (SystemCallException missing) {
      if (missing.errno() == Errno.ENOENT) {
        return null;
      }
      throw missing;
    }
  }

  /// Removes the name of a file. The file itself lives on while someone has it open or mapped.
  public void unlink() throws SystemCallException {
    call(UNLINK, "unlink", Show.quoted(path), 0);
  }

  /// Removes the name of a file if there is one.
  ///
  /// @return whether this call removed it
  public boolean unlinkIfPresent() throws SystemCallException {
    try {
      unlink();
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
  /// @param to the new name, on the same file system
  public void rename(Entry to) throws SystemCallException {
    String names = Show.quoted(path) + ", " + Show.quoted(to.path);
    CallState state = CallState.current();
    int from = enter("rename");
    try (Arena arena = Arena.ofConfined()) {
      int into = to.enter("rename");
      try {
        long source = name(arena).address();
        if (RENAME.retry(state, from, source, into, to.name(arena).address(), 0) == -1) {
          throw new SystemCallException("rename", names, state.errno());
        }
      } finally {
        to.leave();
      }
    } finally {
      leave();
    }
  }

  /// Makes a directory.
  ///
  /// @param mode its permission bits, reduced by the process's umask
  public void mkdir(int mode) throws SystemCallException {
    call(MKDIR, "mkdir", Show.quoted(path) + ", " + Show.mode(mode), mode);
  }

  /// Removes an empty directory.
  public void rmdir() throws SystemCallException {
    call(UNLINK, "rmdir", Show.quoted(path), REMOVE_DIRECTORY);
  }

  private void call(NativeFunction function, String name, String arguments, int last)
      throws SystemCallException {
    CallState state = CallState.current();
    int number = enter(name);
    try (Arena arena = Arena.ofConfined()) {
      if (function.retry(state, number, name(arena).address(), last) == -1) {
        throw new SystemCallException(name, arguments, state.errno());
      }
    } finally {
      leave();
    }
  }

  /// Makes a symbolic link of this name.
  ///
  /// @param target what it says, taken as it is
  public void symlink(String target) throws SystemCallException {
    CallState state = CallState.current();
    int number = enter("symlink");
    try (Arena arena = Arena.ofConfined()) {
      long text = NativeText.of(arena, target).address();
      if (SYMLINK.retry(state, text, number, name(arena).address()) == -1) {
        String arguments = Show.quoted(target) + ", " + Show.quoted(path);
        throw new SystemCallException("symlink", arguments, state.errno());
      }
    } finally {
      leave();
    }
  }

  /// What a symbolic link says.
  ///
  /// @return its target, as it is, with EINVAL if it is not a symbolic link
  public String readlink() throws SystemCallException {
    int number = enter("readlink");
    try (Arena arena = Arena.ofConfined()) {
      return readlink(number, name(arena), path);
    } finally {
      leave();
    }
  }

  /// What a symbolic link says that is held open, by [Descriptor.Flag#PATH_ONLY].
  ///
  /// @param link the link
  /// @return its target, as it is
  public static String readlink(Descriptor link) throws SystemCallException {
    int number = link.enter("readlink");
    try (Arena arena = Arena.ofConfined()) {
      return readlink(number, NativeText.of(arena, ""), link.path());
    } finally {
      link.leave();
    }
  }

  private static String readlink(int number, MemorySegment name, Path shown)
      throws SystemCallException {
    CallState state = CallState.current();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment target = arena.allocate(LONGEST_TARGET);
      long to = target.address();
      int length = READLINK.retry(state, number, name.address(), to, LONGEST_TARGET, 0);
      if (length == -1) {
        throw new SystemCallException("readlink", Show.quoted(shown), state.errno());
      }
      byte[] bytes = new byte[length];
      MemorySegment.copy(target, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  /// The names in a directory, without `.` and `..`, in the file system's order. Names that come or
  /// go during the call may or may not be among them.
  ///
  /// @return its names
  public List<String> list() throws SystemCallException {
    return DirectoryListing.of(this);
  }

  /// The number of the directory; [#leave()] must follow.
  int enter(String call) throws SystemCallException {
    return directory == null ? CURRENT_DIRECTORY : directory.enter(call);
  }

  void leave() {
    if (directory != null) {
      directory.leave();
    }
  }

  /// What the kernel is told, allocated in an arena.
  MemorySegment name(Arena arena) {
    Path last = path.getFileName();
    return NativeText.of(arena, directory == null || last == null ? path : last);
  }

  /// The path, as it was given.
  @Override
  public String toString() {
    return path.toString();
  }
}
