package org.poormanspipes.cli;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.driver.Attributes;

/// `pmp device ls`: the devices and links of a root directory.
final class DeviceListCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("device ls", "Lists the devices and links.")
        .with(Listing.JSON, Devices.ROOT)
        .footer("A line that starts with ! is a damaged device, with the reason.");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    DeviceOptions where = Devices.options(arguments, null).build();
    List<Attributes> devices = Listing.sorted(Device.all(where.address().root()));
    if (arguments.has(Listing.JSON)) {
      Listing.json(devices, io);
    } else {
      table(devices, io);
    }
    return ExitCode.DONE;
  }

  private static void table(List<Attributes> devices, Stdio io) throws OutputException {
    Table table = new Table("NAME", ">PIPES", ">USED", "PATH");
    for (Attributes device : devices) {
      if (!Listing.damaged(device)) {
        String target = device.text("target");
        String name = Listing.name(device);
        table.row(
            target == null ? name : name + " -> " + target,
            Listing.cell(device, "pipes"),
            Listing.cell(device, "used-bytes"),
            Listing.cell(device, "path"));
      }
    }
    table.print(io);
    for (Attributes device : devices) {
      if (Listing.damaged(device)) {
        io.println(Listing.damage(device));
      }
    }
  }
}
