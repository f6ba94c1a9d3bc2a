package org.poormanspipes.cli;

import java.io.IOException;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Outcome;

/// `pmp read`: prints what comes out of a pipe.
final class ReadCommand implements Command {

  private static final int OUTPUT = 1;

  @Override
  public Syntax syntax() {
    Syntax syntax =
        Target.declare(
            new Syntax("read", "Prints what comes out of a pipe, until its writers are gone."),
            "The pipe; created if it is missing.");
    return PipeArguments.declare(Waiting.declare(ReadRequest.declare(syntax)))
        .with(Devices.OPTIONS)
        .footer(
            "Exit code 3: nothing came in the time given.",
            "",
            "pmp read HELLO                 pmp read HELLO --once --wait 10s");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    ReadRequest asked = ReadRequest.of(arguments);
    try (Target target = Target.open(arguments, Devices::use);
        Hints hints = Hints.start(target.device(), target.name(), Hints.Wish.DATA, io, OUTPUT);
        Source source = new Source(target, asked, hints, io)) {
      ReadRequest request = asked.from(target.name());
      Reader reader = reader(source, request, io);
      return conclude(reader.run(), reader, request, io);
    }
  }

  private static Reader reader(Source source, ReadRequest request, Stdio io) throws IOException {
    if (request.extent() == ReadRequest.Extent.PEEK) {
      return new PeekReader(source, request, io);
    }
    if (request.numbers() && !(source.messages() && source.hasOrigins())) {
      throw new DeviceException(
          DeviceException.Kind.UNSUPPORTED,
          "'"
              + PipeName.printable(request.name())
              + "' has no numbers: --numbers is for messages that a bridge brought to a server");
    }
    return source.messages()
        ? new MessageReader(source, request, io)
        : new ByteReader(source, request, io);
  }

  private static int conclude(int outcome, Reader reader, ReadRequest request, Stdio io) {
    if (outcome == Outcome.ALERTED) {
      return ExitCode.INTERRUPTED;
    }
    boolean unlimited = request.count() == ReadRequest.ALL;
    boolean enough = unlimited ? reader.got() > 0 : reader.got() >= request.count();
    if (outcome >= 0 || outcome == Outcome.END || (enough && outcome != Outcome.BUSY)) {
      return ExitCode.DONE;
    }
    String came =
        reader.got() == 0
            ? "nothing came"
            : reader.got() + (unlimited ? "" : " of " + request.count()) + " came";
    String time = request.waiting().text();
    String within = time.isEmpty() ? "" : " in " + time;
    io.warn("pmp: " + came + within + ": " + reason(outcome, request));
    return ExitCode.NOT_ALL;
  }

  private static String reason(int outcome, ReadRequest request) {
    String pipe = "'" + PipeName.printable(request.name()) + "'";
    return outcome == Outcome.BUSY
        ? "the holder of the lock of "
            + pipe
            + " does not let go, perhaps it is stopped; see"
            + " 'pmp handles'"
        : "the pipe " + pipe + " is empty";
  }
}
