package org.poormanspipes.pipe;

import java.util.List;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.BlockFile;

/// The files of a device, wherever they are. What works on pipes asks here, and does not know
/// whether there are names.
///
/// ```
///   NamedFiles     a directory         many pipes, made and removed by name
///   UnnamedFiles   three descriptors   a device's block, its only pipe's, that pipe's ring
/// ```
sealed interface PipeFiles extends AutoCloseable permits NamedFiles, UnnamedFiles {

  /// The device's block.
  BlockFile device();

  /// The file whose bytes stand for names, to lock them.
  BlockFile lock();

  /// A pipe's block.
  ///
  /// @throws SystemCallException with ENOENT, if it can be told already that there is none
  BlockFile pipe(BlockId id) throws SystemCallException;

  /// The bytes of a pipe's ring.
  ///
  /// @throws SystemCallException with ENOENT, if it can be told already that there are none
  BlockFile ring(BlockId id, long generation) throws SystemCallException;

  /// The names of what is there, as [BlockId] reads them, and others.
  List<String> list() throws SystemCallException;

  /// A file of the list.
  BlockFile file(String name) throws SystemCallException;

  /// Whose all this is.
  FileStatus status() throws SystemCallException;

  /// The same, for what needs names.
  ///
  /// @param why the sentence, for those that have none
  NamedFiles named(String why) throws DeviceException;

  /// What can be done about damage.
  Mend mend();

  /// Nothing is opened any more.
  @Override
  void close();
}
