package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.Device;

/// `pmp stat`: all about one pipe, without opening it.
final class StatCommand implements Command {

  @Override
  public Syntax syntax() {
    return new Syntax("stat", "Shows all about a pipe, without opening it.")
        .with(Parameter.one("NAME", "The pipe."))
        .with(Listing.JSON)
        .with(Devices.OPTIONS);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    String name = PipeArguments.name(arguments.operand());
    try (Device device = Devices.look(arguments)) {
      Listing.details(device.stat(name), arguments.has(Listing.JSON), io);
    }
    return ExitCode.DONE;
  }
}
