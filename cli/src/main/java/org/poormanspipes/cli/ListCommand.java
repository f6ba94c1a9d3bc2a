package org.poormanspipes.cli;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.Sizes;
import org.poormanspipes.driver.Attributes;

/// `pmp ls`: the pipes of a device.
final class ListCommand implements Command {

  private static final Option LONG =
      Option.flag("--long", "A table of what they are and hold.").orWritten("-l");

  @Override
  public Syntax syntax() {
    return new Syntax("ls", "Lists the pipes of a device.")
        .with(LONG, Listing.JSON)
        .with(Devices.OPTIONS)
        .footer("A line that starts with ! is a damaged pipe, with the reason.");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    List<Attributes> pipes;
    try (Device device = Devices.look(arguments)) {
      pipes = device.list();
    }
    pipes = Listing.sorted(pipes);
    if (arguments.has(Listing.JSON)) {
      Listing.json(pipes, io);
    } else if (arguments.has(LONG)) {
      table(pipes, io);
    } else {
      names(pipes, io);
    }
    return ExitCode.DONE;
  }

  private static void names(List<Attributes> pipes, Stdio io) throws OutputException {
    for (Attributes pipe : pipes) {
      io.println(Listing.damaged(pipe) ? Listing.damage(pipe) : Listing.name(pipe));
    }
  }

  private static void table(List<Attributes> pipes, Stdio io) throws OutputException {
    Table table =
        new Table(
            "TYPE",
            "WHEN-FULL",
            "DELIVERY",
            "LIFETIME",
            ">CAPACITY",
            ">USED",
            ">READERS",
            ">WRITERS",
            "MODE",
            "ACCESS",
            "OWNER",
            "NAME");
    for (Attributes pipe : pipes) {
      if (!Listing.damaged(pipe)) {
        table.row(
            Listing.cell(pipe, "type"),
            Listing.cell(pipe, "when-full"),
            Listing.cell(pipe, "delivery"),
            Listing.cell(pipe, "lifetime"),
            Sizes.format(pipe.number("capacity")),
            Listing.cell(pipe, "used"),
            Listing.cell(pipe, "readers"),
            Listing.cell(pipe, "writers"),
            Listing.cell(pipe, "mode"),
            Listing.cell(pipe, "access"),
            Listing.cell(pipe, "owner"),
            Listing.name(pipe));
      }
    }
    table.print(io);
    for (Attributes pipe : pipes) {
      if (Listing.damaged(pipe)) {
        io.println(Listing.damage(pipe));
      }
    }
  }
}
