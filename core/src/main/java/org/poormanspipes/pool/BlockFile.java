package org.poormanspipes.pool;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;

/// The file that a block lies in: one with a name in a directory, or one without, which only
/// descriptors lead to. Whoever works with the block need not know which.
///
/// ```
///   NamedFile     a path             opened by it, links are not followed; may be missing
///   UnnamedFile   a descriptor       opened anew through /proc; there as long as the descriptor is
/// ```
///
/// Its text is for sentences.
public sealed interface BlockFile permits NamedFile, UnnamedFile {

  /// Opens the file. Each call gives an open file description of its own, and so one with locks of
  /// its own.
  ///
  /// @param write whether to write too
  /// @return a descriptor
  /// @throws SystemCallException if the kernel refuses, with ENOENT if there is none
  Descriptor open(boolean write) throws SystemCallException;

  /// What the file is like now.
  ///
  /// @return its status
  /// @throws SystemCallException if the kernel refuses, with ENOENT if there is none
  FileStatus status() throws SystemCallException;

  /// What the file is like now, if there is one.
  ///
  /// @return its status, or null
  /// @throws SystemCallException if the kernel refuses
  @Nullable FileStatus statusIfPresent() throws SystemCallException;

  /// Takes the file's name away, if it has one.
  ///
  /// @throws SystemCallException if the kernel refuses
  void remove() throws SystemCallException;
}
