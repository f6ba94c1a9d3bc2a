package org.poormanspipes.cli;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Json;

/// `pmp pool`: the device's memory by tag, in PoolMon's columns, and its limits with what is used.
final class PoolCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("pool", "Shows the device's memory by tag, and its limits.")
        .with(Listing.JSON)
        .with(Devices.OPTIONS);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    List<Attributes> tags;
    List<Attributes> quotas;
    try (Device device = Devices.look(arguments)) {
      tags = device.pool();
      quotas = device.quotas();
    }
    if (arguments.has(Listing.JSON)) {
      io.println("{\"tags\": " + Json.array(tags) + ",\n\"quotas\": " + Json.array(quotas) + "}");
      return ExitCode.DONE;
    }
    table(tags, io);
    io.println("");
    quotas(quotas, io);
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

  private static void quotas(List<Attributes> quotas, Stdio io) throws OutputException {
    Table table = new Table("Of", "Name", ">Pipes", ">Limit", ">Bytes", ">Limit");
    for (Attributes row : quotas) {
      table.row(
          Listing.cell(row, "scope"),
          PipeName.printable(Listing.cell(row, "name")),
          Listing.cell(row, "pipes"),
          Listing.cell(row, "quota-pipes"),
          Listing.cell(row, "bytes"),
          Listing.cell(row, "quota-bytes"));
    }
    table.print(io);
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
