package org.poormanspipes.fuse.mount;

import java.io.IOException;
import java.nio.file.Path;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Ids;

/// Attaches a conversation with the kernel to a directory, and takes it away.
public interface Mounter {
  /// The way that this process's user has.
  static Mounter ofThisUser() {
    return Ids.uid() == 0 ? new RootMounter() : new HelperMounter();
  }

  /// Mounts.
  ///
  /// @param directory existing, absolute, with no symbolic link on the way
  /// @param source what the table of mounts will show
  /// @param allowOther whether other users may enter
  /// @return an open `/dev/fuse`
  /// @throws IOException with one sentence for a person, if it is refused
  Descriptor mount(Path directory, String source, boolean allowOther) throws IOException;

  /// Takes a mount away that is not used.
  ///
  /// @param directory where it is
  /// @throws IOException if it is used or not there
  void unmount(Path directory) throws IOException;

  /// Takes a mount out of the tree, whoever uses it. If that ends the conversation, the better.
  ///
  /// @param directory where it is
  /// @throws IOException if it is not there
  void detach(Path directory) throws IOException;
}
