package org.poormanspipes.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;

/// Strings on their way to the kernel: zero-terminated UTF-8.
final class NativeText {

  private NativeText() {}

  /// A path, allocated in an arena.
  static MemorySegment of(Arena arena, Path path) {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw new ProviderMismatchException("not a path of the operating system: " + path.toUri());
    }
    String text = path.toString();
    // The empty path is a name for the current directory in Java, but not for the kernel.
    return of(arena, text.isEmpty() ? "." : text);
  }

  /// Any text, allocated in an arena.
  ///
  /// @throws IllegalArgumentException if it holds a NUL, at which the kernel would stop reading
  static MemorySegment of(Arena arena, String text) {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new IllegalArgumentException("NUL at index " + nul + " of " + Show.quoted(text));
    }
    return arena.allocateFrom(text);
  }
}
