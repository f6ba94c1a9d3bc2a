package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;

/// `pmp device rm`: removes a device and all it holds, or a link.
final class DeviceRemoveCommand implements Command {

  private static final Option FORCE = Option.flag("--force", "Also while its pipes are open.");

  @Override
  public Syntax syntax() {
    return new Syntax("device rm", "Removes a device and all it holds, or a link.")
        .with(Parameter.one("NAME", "The device or link."))
        .with(FORCE, Devices.ROOT);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    DeviceOptions which = Devices.options(arguments, arguments.operand()).build();
    if (arguments.has(FORCE)) {
      Device.removeForced(which);
    } else {
      Device.remove(which);
    }
    return ExitCode.DONE;
  }
}
