package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.Device;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Attributes;

/// `pmp create`: makes a pipe that does not exist yet.
final class CreateCommand implements Command {

  @Override
  public Syntax syntax() {
    Syntax syntax =
        new Syntax("create", "Creates a pipe; fails if the name is taken.")
            .with(Parameter.one("NAME", "The pipe."));
    return PipeArguments.declare(syntax)
        .with(Listing.JSON)
        .with(Devices.OPTIONS)
        .footer("pmp create LOG --when-full overwrite --capacity 1M --lifetime permanent");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    String name = PipeArguments.name(arguments.operand());
    PipeOptions options = PipeArguments.options(arguments);
    try (Device device = Devices.use(arguments)) {
      Attributes made = device.create(name, options);
      if (arguments.has(Listing.JSON)) {
        Listing.details(made, true, io);
      }
    }
    return ExitCode.DONE;
  }
}
