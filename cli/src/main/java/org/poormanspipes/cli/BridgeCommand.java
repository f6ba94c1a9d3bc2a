package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.DeviceOptions;

/// `pmp bridge`: a pipe joined to one on another machine.
final class BridgeCommand implements Command {

  private static final String SCHEME = "://";

  @Override
  public Syntax syntax() {
    return new Syntax("bridge", "Carries what is written into one pipe to another.")
        .with(Parameter.one("FROM", "Where it is read: a pipe's name, or an address."))
        .with(Parameter.one("TO", "Where it is written: a pipe's name, or an address."))
        .with(Devices.OPTIONS)
        .footer(
            "An address is that of a device with a pipe's name behind it. Both pipes keep their",
            "own properties. While the server is away the bridge waits, and then goes on; what it",
            "was carrying when it was killed itself is carried once more by the next.",
            "It ends at the end of the stream.",
            "",
            "pmp bridge LOG nats://host:4222/Example/LOG",
            "pmp bridge nats://host:4222/Example/LOG LOG");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    Bridge.End from = end(arguments, arguments.operands().get(0));
    Bridge.End to = end(arguments, arguments.operands().get(1));
    return new Bridge(from, to, io).run();
  }

  private static Bridge.End end(Arguments arguments, String text) {
    int scheme = text.indexOf(SCHEME);
    if (scheme < 0) {
      DeviceOptions here = Devices.options(arguments, arguments.value(Devices.DEVICE)).build();
      return new Bridge.End(here, text);
    }
    int question = text.indexOf('?');
    String options = question < 0 ? "" : text.substring(question);
    String place = question < 0 ? text : text.substring(0, question);
    int device = place.indexOf('/', scheme + SCHEME.length());
    int pipe = device < 0 ? -1 : place.indexOf('/', device + 1);
    if (pipe < 0 || pipe + 1 == place.length()) {
      throw new UsageException(
          "the address of a pipe is that of its device and its name, as in"
              + " nats://host:4222/Example/LOG");
    }
    return new Bridge.End(
        DeviceOptions.builder().device(place.substring(0, pipe) + options).build(),
        place.substring(pipe + 1));
  }
}
