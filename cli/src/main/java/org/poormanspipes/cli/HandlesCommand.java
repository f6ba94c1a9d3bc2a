package org.poormanspipes.cli;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.driver.Attributes;

/// `pmp handles`: who has a pipe open, and what each waits for.
final class HandlesCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("handles", "Shows who has a pipe open, and what each waits for.")
        .with(Parameter.optional("NAME", "The pipe (else all)."))
        .with(Target.UNNAMED)
        .with(Listing.JSON)
        .with(Devices.OPTIONS);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    List<Attributes> handles = handles(arguments);
    if (arguments.has(Listing.JSON)) {
      Listing.json(handles, io);
    } else {
      table(handles, io);
    }
    return ExitCode.DONE;
  }

  private static List<Attributes> handles(Arguments arguments) throws IOException {
    if (arguments.operands().isEmpty() && !arguments.has(Target.UNNAMED)) {
      try (Device device = Devices.look(arguments)) {
        return device.handles(null);
      }
    }
    try (Target target = Target.open(arguments, Devices::look)) {
      return target.device().handles(target.name());
    }
  }

  private static void table(List<Attributes> handles, Stdio io) throws OutputException {
    Table table =
        new Table(
            "PIPE",
            ">SLOT",
            ">PID",
            "USER",
            "PROGRAM",
            "ACCESS",
            "SINCE",
            "STATE",
            "WAITING",
            "WAITING-SINCE",
            ">IN",
            ">OUT",
            ">REFUSED",
            ">WAITS",
            ">BEHIND",
            ">LOST");
    for (Attributes handle : handles) {
      table.row(
          Listing.cell(handle, "pipe"),
          Listing.cell(handle, "slot"),
          Listing.cell(handle, "pid"),
          Listing.cell(handle, "user"),
          program(handle),
          Listing.cell(handle, "access"),
          Listing.cell(handle, "since"),
          Listing.cell(handle, "state"),
          Listing.cell(handle, "waiting"),
          Listing.cell(handle, "waiting-since"),
          Listing.cell(handle, "bytes-in"),
          Listing.cell(handle, "bytes-out"),
          Listing.cell(handle, "refused"),
          Listing.cell(handle, "waits"),
          behind(handle),
          Listing.cell(handle, "lost"));
    }
    table.print(io);
  }

  /// Of a reader of a broadcast: messages, or bytes of a stream.
  private static String behind(Attributes handle) {
    boolean messages = handle.text("behind-messages") != null;
    return Listing.cell(handle, messages ? "behind-messages" : "behind");
  }

  /// A mount's server has pipes open on behalf of others.
  private static String program(Attributes handle) {
    String program = Listing.cell(handle, "program");
    long client = handle.number("client-pid");
    return client == 0 ? program : program + " for " + client;
  }
}
