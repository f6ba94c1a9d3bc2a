package org.poormanspipes.cli;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.driver.Attributes;

/// `pmp stat`: all about one pipe, without opening it; with `--dump` what lies in its memory.
final class StatCommand implements Command {

  private static final Option DUMP =
      Option.flag("--dump", "Shows the pipe's memory field by field; without NAME the device's.");

  @Override
  public Syntax syntax() {
    return Target.declare(
            new Syntax("stat", "Shows all about a pipe, without opening it."), "The pipe.")
        .with(DUMP, Listing.JSON)
        .with(Devices.OPTIONS)
        .footer(
            "With --dump, permission to read is enough, damage is no hindrance, and a line that",
            "starts with ! says what can hardly be right. NAME may be # and the pipe's number.");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    if (arguments.has(DUMP)) {
      dump(rows(arguments), arguments.has(Listing.JSON), io);
      return ExitCode.DONE;
    }
    try (Target target = Target.open(arguments, Devices::look)) {
      Listing.details(target.device().stat(target.name()), arguments.has(Listing.JSON), io);
    }
    return ExitCode.DONE;
  }

  private static List<Attributes> rows(Arguments arguments) throws IOException {
    if (arguments.has(Target.UNNAMED)) {
      try (Target target = Target.open(arguments, Devices::look)) {
        return target.device().dump(target.name());
      }
    }
    String name = arguments.operands().isEmpty() ? null : Target.require(arguments);
    return Device.dump(Devices.options(arguments, arguments.value(Devices.DEVICE)).build(), name);
  }

  private static void dump(List<Attributes> rows, boolean json, Stdio io) throws OutputException {
    if (json) {
      Listing.json(rows, io);
    } else {
      new DumpText(io).print(rows);
    }
  }
}
