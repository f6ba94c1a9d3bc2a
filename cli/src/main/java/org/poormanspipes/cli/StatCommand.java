package org.poormanspipes.cli;

import java.io.IOException;

/// `pmp stat`: all about one pipe, without opening it.
final class StatCommand implements Command {

  @Override
  public Syntax syntax() {
    return Target.declare(
            new Syntax("stat", "Shows all about a pipe, without opening it."), "The pipe.")
        .with(Listing.JSON)
        .with(Devices.OPTIONS);
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    try (Target target = Target.open(arguments, Devices::look)) {
      Listing.details(target.device().stat(target.name()), arguments.has(Listing.JSON), io);
    }
    return ExitCode.DONE;
  }
}
