package org.poormanspipes.cli;

import java.io.IOException;
import java.util.Map;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.driver.Disposition;

/// `pmp device create`: makes a device with properties of its own.
final class DeviceCreateCommand implements Command {

  @Override
  public Syntax syntax() {
    Syntax syntax =
        new Syntax("device create", "Creates a device; fails if the name is taken.")
            .with(Parameter.one("NAME", "The device."));
    return DeviceArguments.declare(syntax)
        .with(Listing.JSON, Devices.ROOT)
        .footer("pmp device create Team --owner :staff --mode 0770 --quota-bytes 1G");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    DeviceOptions.Builder options =
        Devices.options(arguments, arguments.operand()).disposition(Disposition.CREATE);
    for (Map.Entry<String, String> wish : DeviceArguments.attributes(arguments).entrySet()) {
      options.attribute(wish.getKey(), wish.getValue());
    }
    try (Device device = Device.open(options.build())) {
      if (arguments.has(Listing.JSON)) {
        Listing.details(device.describe(), true, io);
      }
    }
    return ExitCode.DONE;
  }
}
