package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.Device;

/// `pmp rm`: deletes pipes.
final class RemoveCommand implements Command {

  private static final Option FORCE =
      Option.flag(
          "--force",
          "Also while it is open: the name goes at once, readers get what is left and then the"
              + " end, writers are told.");

  @Override
  public Syntax syntax() {
    return new Syntax("rm", "Deletes pipes; one that is open only with --force.")
        .with(Parameter.several("NAME", "The pipes."))
        .with(FORCE)
        .with(Devices.OPTIONS);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    for (String name : arguments.operands()) {
      PipeArguments.name(name);
    }
    Refusals refusals = new Refusals(io);
    try (Device device = Devices.look(arguments)) {
      for (String name : arguments.operands()) {
        refusals.note(() -> delete(device, name, arguments.has(FORCE)));
      }
    }
    return refusals.code();
  }

  private static void delete(Device device, String name, boolean force) throws IOException {
    if (force) {
      device.deleteForced(name);
    } else {
      device.delete(name);
    }
  }
}
