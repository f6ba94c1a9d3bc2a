package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.Device;

/// `pmp link`: gives a device another name.
final class LinkCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("link", "Gives a device another name.")
        .with(Parameter.one("NEW", "The new name."))
        .with(Parameter.one("DEVICE", "The device that it stands for."))
        .with(Devices.ROOT)
        .footer("Remove a link with: pmp device rm NEW");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    Device.link(
        Devices.options(arguments, arguments.operands().get(0)).build(),
        Devices.options(arguments, arguments.operands().get(1)).build());
    return ExitCode.DONE;
  }
}
