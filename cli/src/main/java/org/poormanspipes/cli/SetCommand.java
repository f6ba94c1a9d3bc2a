package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.Device;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Attributes;

/// `pmp set`: changes a pipe while it is in use.
final class SetCommand implements Command {

  @Override
  public Syntax syntax() {
    Syntax syntax =
        new Syntax("set", "Changes a pipe while it is in use; nothing in it is lost.")
            .with(Parameter.one("NAME", "The pipe."));
    return PipeArguments.declareChanges(syntax)
        .with(Listing.JSON)
        .with(Devices.OPTIONS)
        .footer("pmp set LOG --capacity 4M", "Type and delivery are fixed at creation.");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    String name = PipeArguments.name(arguments.operand());
    PipeOptions changes = PipeArguments.options(arguments);
    if (changes.attributes().isEmpty()) {
      throw new UsageException("nothing to set: say what is to change, as in --capacity 1M");
    }
    try (Device device = Devices.look(arguments)) {
      Attributes changed = device.set(name, changes);
      if (arguments.has(Listing.JSON)) {
        Listing.details(changed, true, io);
      }
    }
    return ExitCode.DONE;
  }
}
