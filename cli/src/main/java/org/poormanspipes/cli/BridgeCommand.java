package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.AttributeValues;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.WhenFull;

/// `pmp bridge`: a pipe joined to one on another machine.
final class BridgeCommand implements Command {

  private static final String SCHEME = "://";
  private static final String PATIENCE = "patience=";

  /// In seconds: who drops what is not taken must not wait for an absent server as long as others.
  private static final int SHORT_PATIENCE = 2;

  private static final Option WHEN_FULL =
      Option.choice(
          "--when-full",
          "POLICY",
          "What it does when TO is full or away: block (waits, the default), reject (drops what is"
              + " not taken at once), overwrite (waits while FROM has room, then drops the oldest"
              + " there). What it drops is counted on standard error.",
          "block",
          "reject",
          "overwrite");
  private static final Option NUMBERS =
      Option.flag(
          "--numbers",
          "Before each message a line, within it: a word for FROM, a space, the message's number"
              + " there.");

  @Override
  public Syntax syntax() {
    return new Syntax("bridge", "Carries what is written into one pipe to another.")
        .with(Parameter.one("FROM", "Where it is read: a pipe's name, or an address."))
        .with(Parameter.one("TO", "Where it is written: a pipe's name, or an address."))
        .with(WHEN_FULL, ReadRequest.FOLLOW, NUMBERS)
        .with(Devices.OPTIONS)
        .footer(
            "An address is that of a device with a pipe's name behind it. Both pipes keep their",
            "own properties; one that is missing gets the type of the other. While a server is",
            "away the bridge waits, and then goes on. On a server each message has its number in",
            "FROM beside it ('pmp read --numbers'), and nothing comes twice there, even if the",
            "bridge was killed. It ends at the end of the stream. Exit code 3: it dropped some.",
            "",
            "pmp bridge LOG nats://host:4222/Example/LOG",
            "pmp bridge nats://host:4222/Example/LOG LOG --numbers");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    String policy = arguments.value(WHEN_FULL);
    WhenFull whenFull =
        policy == null
            ? WhenFull.BLOCK
            : AttributeValues.constant(WhenFull.class, "when-full", policy);
    BridgePlan plan =
        new BridgePlan(
            end(arguments, arguments.operands().get(0), whenFull),
            end(arguments, arguments.operands().get(1), whenFull),
            whenFull,
            arguments.has(NUMBERS),
            arguments.has(ReadRequest.FOLLOW));
    return new Bridge(plan, io).run();
  }

  private static BridgePlan.End end(Arguments arguments, String text, WhenFull whenFull) {
    int scheme = text.indexOf(SCHEME);
    if (scheme < 0) {
      DeviceOptions here = Devices.options(arguments, arguments.value(Devices.DEVICE)).build();
      return new BridgePlan.End(here, PipeArguments.name(text), false);
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
    if (whenFull != WhenFull.BLOCK && text.startsWith("nats:") && !options.contains(PATIENCE)) {
      options += (options.isEmpty() ? "?" : "&") + PATIENCE + SHORT_PATIENCE;
    }
    return new BridgePlan.End(
        DeviceOptions.builder().device(place.substring(0, pipe) + options).build(),
        place.substring(pipe + 1),
        true);
  }
}
