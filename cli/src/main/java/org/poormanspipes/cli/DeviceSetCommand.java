package org.poormanspipes.cli;

import java.io.IOException;
import java.util.Map;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Disposition;

/// `pmp device set`: changes a device while it is in use.
final class DeviceSetCommand implements Command {

  @Override
  public Syntax syntax() {
    Syntax syntax =
        new Syntax("device set", "Changes a device while it is in use.")
            .with(Parameter.one("NAME", "The device."));
    return DeviceArguments.declare(syntax).with(Listing.JSON, Devices.ROOT);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    Map<String, String> changes = DeviceArguments.attributes(arguments);
    if (changes.isEmpty()) {
      throw new UsageException("nothing to set: say what is to change, as in --quota-bytes 1G");
    }
    DeviceOptions options =
        Devices.options(arguments, arguments.operand()).disposition(Disposition.OPEN).build();
    try (Device device = Device.open(options)) {
      Attributes changed = device.configure(changes);
      if (arguments.has(Listing.JSON)) {
        Listing.details(changed, true, io);
      }
    }
    return ExitCode.DONE;
  }
}
