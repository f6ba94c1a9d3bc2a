package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.AccessPolicy;
import org.poormanspipes.PipeProperties;

/// Changes who may open a pipe: what its block says, and the permissions and the owner of its
/// files. Handles that came through a mount heed what the block says before their next operation.
final class PipeOwnership {

  private PipeOwnership() {}

  static boolean isChanged(PipeProperties before, PipeProperties after) {
    return !after.owner().isEmpty() || !after.access().equals(before.access());
  }

  /// The ring first: a death in between leaves a pipe that nobody new can open, never one that too
  /// many can. The files of a pipe that stays registered stay its driver's. With the pipe goes the
  /// charge; a death before that is moved is mended by counting, for the device's mutex is held.
  static void change(
      PipeDeviceContext device,
      NamedFiles files,
      PipeContext pipe,
      PipeProperties before,
      PipeProperties after)
      throws IOException {
    Ownership owner = owner(pipe, before, after);
    MemoryAccess memory = MemoryAccess.of(after.access(), owner);
    int payer = pipe.owner();
    boolean moves = owner.given() && owner.uid() != payer;
    long charge = moves ? Booked.check(pipe).charge() : 0;
    if (moves) {
      Quota.checkUser(device, owner.uid(), charge);
    }
    if (!isRegistered(before) || !isRegistered(after)) {
      memory.apply(files.ring(pipe.id(), pipe.storages().generation()));
      memory.apply(files.pipe(pipe.id()));
    }
    pipe.control().access().change(after.access(), owner);
    if (moves) {
      device.control().users().book(payer, -1, -charge);
      device.control().users().book(owner.uid(), 1, charge);
    }
  }

  /// Whoever leaves the register gets the files back.
  private static Ownership owner(PipeContext pipe, PipeProperties before, PipeProperties after)
      throws IOException {
    boolean leaves = isRegistered(before) && !isRegistered(after);
    return leaves && after.owner().isEmpty()
        ? new Ownership(pipe.control().uid(), pipe.control().gid(), true)
        : Ownership.parse(after.owner());
  }

  private static boolean isRegistered(PipeProperties properties) {
    return properties.access().policy() == AccessPolicy.REGISTERED;
  }
}
