package org.poormanspipes.cli;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;

/// `pmp pool`: the device's memory by tag, in PoolMon's columns.
final class PoolCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("pool", "Shows the device's memory by tag.")
        .with(Listing.JSON)
        .with(Devices.OPTIONS);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    List<Attributes> tags;
    try (Device device = Devices.look(arguments)) {
      tags = device.pool();
    }
    if (arguments.has(Listing.JSON)) {
      Listing.json(tags, io);
      return ExitCode.DONE;
    }
    table(tags, io);
    for (Attributes tag : tags) {
      if (tag.text("overrun") != null) {
        io.println("! " + Listing.cell(tag, "tag") + "  " + overrun(tag));
      }
    }
    return ExitCode.DONE;
  }

  private static String overrun(Attributes tag) {
    return PipeName.printable(Listing.cell(tag, "overrun"));
  }

  private static void table(List<Attributes> tags, Stdio io) throws OutputException {
    Table table = new Table("Tag", "Type", ">Allocs", ">Frees", ">Diff", ">Bytes", ">Per Alloc");
    for (Attributes tag : tags) {
      table.row(
          Listing.cell(tag, "tag"),
          Listing.cell(tag, "type"),
          Listing.cell(tag, "allocs"),
          Listing.cell(tag, "frees"),
          Listing.cell(tag, "diff"),
          Listing.cell(tag, "bytes"),
          Listing.cell(tag, "per-alloc"));
    }
    table.print(io);
  }
}
