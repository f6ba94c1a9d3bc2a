package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.AccessPolicy;
import org.poormanspipes.AccessRule;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.pool.BlockFile;

/// Whose the files of a pipe are, and their permissions: what its rule says, except that those of a
/// registered pipe are closed to all but the driver's user, who serves the others. Files that are
/// closed so bear a mark that everybody can see.
///
/// @param mode the permissions
/// @param files the owner; not given if they stay their maker's
record MemoryAccess(int mode, Ownership files) {

  /// The driver's user alone; the sticky bit means nothing for a file, and is the mark.
  private static final int CLOSED = 01600;

  /// The properties of a pipe that is made or changed, with the owner that its rule asks for.
  ///
  /// @param caller who asks through a mount, or null for this process itself
  static PipeProperties withOwner(PipeProperties properties, @Nullable Caller caller)
      throws DeviceException {
    if (properties.access().policy() != AccessPolicy.ROOT) {
      return properties;
    }
    requireRoot(caller == null ? Ids.uid() : caller.uid());
    if (Ownership.parse(properties.owner()).uid() != 0) {
      throw new DeviceException(
          Kind.INVALID,
          "access=root makes a pipe root's, and owner="
              + PipeName.printable(properties.owner())
              + " was asked for too: leave one of them out");
    }
    return properties.with(Map.of("owner", "0:0"));
  }

  static void requireRoot(int uid) throws DeviceException {
    if (uid != 0 || Ids.uid() != 0) {
      throw new DeviceException(
          Kind.DENIED, "access=root is for root alone to set, and this is " + Ids.userName(uid));
    }
  }

  /// What a rule makes of the files.
  ///
  /// @param owner whose the pipe is
  static MemoryAccess of(AccessRule rule, Ownership owner) throws DeviceException {
    if (rule.policy() != AccessPolicy.REGISTERED) {
      return new MemoryAccess(rule.mode(), owner);
    }
    requireOwn(owner);
    return new MemoryAccess(CLOSED, new Ownership(Ids.uid(), Ids.gid(), true));
  }

  /// The kernel, which refuses to give files away, is not asked about the owner of a registered
  /// pipe.
  private static void requireOwn(Ownership owner) throws DeviceException {
    Identity self = Identity.of(new Caller(Ids.uid(), Ids.gid(), Ids.pid()), false);
    boolean own = owner.uid() == self.uid() && self.isIn(owner.gid());
    if (owner.given() && !own && self.uid() != 0) {
      throw new DeviceException(
          Kind.DENIED,
          "only root gives a registered pipe to others: owner="
              + Integer.toUnsignedString(owner.uid())
              + ":"
              + Integer.toUnsignedString(owner.gid())
              + " was asked for, and this is "
              + Ids.userName(self.uid()));
    }
  }

  /// That of a file which is there, for another of the same pipe.
  static MemoryAccess like(BlockFile file) throws IOException {
    FileStatus status = file.status();
    return new MemoryAccess(status.permissions(), new Ownership(status.uid(), status.gid(), true));
  }

  void apply(BlockFile file) throws IOException {
    DeviceAccess.apply(file, mode, files);
  }

  /// Who is charged for a pipe: the owner of its file, for what the block says of that, whoever may
  /// write to the pipe could change. Of a registered pipe the block says it, which only its driver
  /// can write; a mark that somebody else made counts for nothing.
  static int payer(FileStatus status, PipeControl control) {
    boolean drivers = status.uid() == 0 || status.uid() == Ids.uid();
    return drivers && isClosed(status.permissions()) ? control.uid() : status.uid();
  }

  static boolean isClosed(int permissions) {
    return permissions == CLOSED;
  }
}
