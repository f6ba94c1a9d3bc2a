package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.pool.BlockFile;

/// Changes who may open a pipe: the permissions and the owner of its files.
final class PipeOwnership {

  private PipeOwnership() {}

  /// The ring first: a death in between leaves a pipe that nobody new can open, never one that too
  /// many can.
  static void change(PipeFiles files, PipeContext pipe, PipeProperties after) throws IOException {
    Ownership owner = Ownership.parse(after.owner());
    for (BlockFile file :
        List.of(files.ring(pipe.id(), pipe.storages().generation()), files.pipe(pipe.id()))) {
      DeviceAccess.apply(file, after.mode(), owner);
    }
    pipe.control().mode(after.mode());
    if (owner.given()) {
      pipe.control().owner(owner);
    }
  }
}
