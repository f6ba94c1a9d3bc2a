package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.poormanspipes.fuse.Mount;

/// `pmp umount`: takes a mount away.
final class UnmountCommand implements Command {

  private static final Option FORCE =
      Option.flag("--force", "Also while it is used: who waits in it gets an error.");

  @Override
  public Syntax syntax() {
    return new Syntax("umount", "Unmounts a device.")
        .with(Parameter.one("DIR", "Where it is mounted."))
        .with(FORCE);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    Path directory = MountCommand.directory(arguments.operand());
    Mount.unmount(directory, arguments.has(FORCE));
    return ExitCode.DONE;
  }
}
